import { found } from '../../diff/found.ts';
import type { Finding } from '../../finding.ts';
import { applyMarkers } from '../../markers/apply-markers.ts';
import { readMarkers } from '../../markers/read-markers.ts';
import type { Migration } from '../../migration.ts';
import { judge } from '../../oracle/judge.ts';
import type { Parsed } from '../../parse/parsed.ts';
import { hangsOnRows, type Programs } from '../by-rows.ts';
import { dataFindings } from '../data-findings.ts';
import type { Gaps } from './gaps.ts';
import { ownUndoIn, saysOwnUndo } from '../own-undo.ts';
import { placeByNames, placeBySteps, type Lines } from './place-findings.ts';
import type { Scouted, Seen } from './scout.ts';
import type { OldCode } from './try-old-code.ts';

/** Each costs a look at the schema, which is kept until the migration is judged. */
const MOST_STEPS = 150;

type Place = Pick<Finding, 'file' | 'line'>;

/** Something that could not be looked at. */
export function opaque(object: string, place: Place, message: string, severity: Finding['severity'] = 'unknown'): Finding {
  return { ...found('OPAQUE', object, message, { severity }), ...place };
}

/** All that is known about one migration, each finding at the statement that did it. */
export async function judgeMigration(scouted: Scouted, oldCode: OldCode, gaps: Gaps, programs: Programs): Promise<Finding[]> {
  const { migration, applied, seen } = scouted;
  const inherited = gaps.reach(migration, applied.parsed, seen.before);
  gaps.addOf(migration, applied, seen.before);
  const unseen = [...notReplayed(scouted), ...hanging(scouted, programs), ...undoing(scouted), ...inherited];
  if (seen.kind === 'not seen') {
    return unseen.length > 0 ? unseen : [opaque(migration.name, { file: migration.file, line: null }, seen.why)];
  }
  const compared = gaps.doubt(migration, await compare(scouted, seen, oldCode));
  return distinct(
    await marked(migration, applied.parsed, [...compared, ...dataFindings(migration.up, applied.parsed, seen.before), ...unseen]),
  );
}

async function compare({ migration, index, applied }: Scouted, seen: Seen, oldCode: OldCode): Promise<Finding[]> {
  const { findings } = seen;
  const parsed: Parsed = applied.parsed ?? { kind: 'not parsed', message: '', line: 1 };
  const named = placeByNames(migration.up, parsed, findings);
  if (findings.every(({ severity }) => severity === 'note')) return placed(migration, findings, named);

  const isShort = parsed.kind === 'parsed' && parsed.statements.length <= MOST_STEPS;
  const withSteps = isShort && findings.some(({ severity }, at) => severity !== 'note' && named[at] === null);
  const tried = await oldCode.tryOn(index, seen, withSteps);
  if (tried.kind === 'lost') {
    const why = `No statement of the old code could be tried: ${tried.why}`;
    return [...placed(migration, findings, named), opaque(migration.name, { file: migration.file, line: null }, why)];
  }
  const stepped = tried.before === null ? named : placeBySteps(tried.before, tried.steps, findings);
  const lines = findings.map((_, at) => named[at] ?? stepped[at] ?? null);
  const judged = judge(findings, tried.executed);
  const more = judged.slice(findings.length);
  return [
    ...placed(migration, judged.slice(0, findings.length), lines),
    ...placed(migration, more, placeByNames(migration.up, parsed, more)),
  ];
}

function notReplayed({ migration: { name, file, up }, applied: { outcome, parsed } }: Scouted): Finding[] {
  if (outcome.kind === 'lost') return [opaque(name, { file, line: null }, outcome.why)];
  const failures = outcome.kind === 'partly applied' ? outcome.failures : [];
  const statements = parsed?.kind === 'parsed' ? parsed.statements : [];
  return failures.map(({ line, message }) => {
    const statement = statements.find((one) => up.firstLine + one.line - 1 === line);
    const node = statement?.node;
    const dropped = statement?.deeds.find(({ how, thing }) => how === 'drops' && thing.kind === 'extension')?.thing.name;
    if (dropped !== undefined) return extensionDropped(dropped, { file, line });
    // An extension that is added takes nothing from old code; what is built on it later is looked at where it is built.
    const severity = node === 'CreateExtensionStmt' ? 'note' : 'unknown';
    return opaque(name, { file, line }, `A statement could not be replayed: ${message}`, severity);
  });
}

function extensionDropped(name: string, place: Place): Finding {
  return { ...found('EXTENSION_DROPPED', name, `The extension ${name}, which no migration made, is dropped.`), ...place };
}

function hanging({ migration: { name, file, up }, applied: { parsed } }: Scouted, programs: Programs): Finding[] {
  const statements = parsed?.kind === 'parsed' ? parsed.statements : [];
  return statements
    .filter((statement) => hangsOnRows(statement, programs))
    .map(({ line }) => {
      const why = 'What it does to the schema depends on rows, and there are none here: what it does elsewhere is not known.';
      return opaque(name, { file, line: up.firstLine + line - 1 }, why);
    });
}

function undoing({ migration: { name, file, up }, applied: { parsed }, seen }: Scouted): Finding[] {
  if (parsed === null) return [];
  const undo = ownUndoIn(up, parsed, seen.kind === 'seen' ? { ...seen, between: [] } : null);
  return undo === null ? [] : [opaque(name, { file, line: up.firstLine + undo.line - 1 }, saysOwnUndo(undo))];
}

function placed({ file }: Migration, findings: readonly Finding[], lines: Lines): Finding[] {
  return findings.map((finding, at) => ({ ...finding, file, line: lines[at] ?? null }));
}

/** Nobody is known to have written them, so they raise and never lower. */
async function marked({ up }: Migration, parsed: Parsed | null, findings: readonly Finding[]): Promise<readonly Finding[]> {
  if (parsed === null || !/compat\s*:/i.test(up.sql)) return findings;
  const { markers } = await readMarkers(up, parsed, null);
  return applyMarkers(findings, markers).findings;
}

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
