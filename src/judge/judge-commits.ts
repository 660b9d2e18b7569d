import type { Database } from '#src/providers/database.ts';
import { openClone, type Clone } from '#src/providers/git/open-clone.ts';
import { findContract } from '#src/schema/contract/find-contract.ts';
import { found } from '#src/schema/diff/found.ts';
import type { Finding } from '#src/schema/finding.ts';
import { readHistory } from '#src/schema/history/read-history.ts';
import type { Tool } from '#src/schema/migration.ts';
import { toSentence } from '#src/schema/render/to-sentence.ts';
import { extensionsOf } from '#src/schema/scratch/extensions.ts';
import type { Judged } from '#src/schema/verdict/judge.ts';
import type { SpanQuestion } from '#src/schema/verdict/judge-span.ts';
import type { SpanReport } from '#src/schema/verdict/span-report.ts';
import { filesIn } from './files-in.ts';
import { folderAt } from './folder-at.ts';
import { judgeOn, type ScratchSource } from './scratch-on.ts';
import { sourcesAt } from './sources-at.ts';
import { treeAt } from './tree-at.ts';
import { whereMigrationsAre } from './where-migrations-are.ts';

export interface JudgeOptions {
  readonly scratch: ScratchSource;
  /** The live database; null where only the files are known. */
  readonly database: Database | null;
  /** Whether to spend time on the way forward and the ways back. */
  readonly remedies: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Would the code of one commit run on the schema that the migrations of another one make? Whatever cannot be looked at is `unknown`.
 *
 * @throws SwitchbackError where the clone or a commit could not be read
 */
export async function judgeCommits(question: SpanQuestion, options: JudgeOptions, signal: AbortSignal): Promise<SpanReport> {
  const clone = await openClone(question.repository, signal);
  const [from, to] = await Promise.all([clone.commit(question.from), clone.commit(question.to)]);
  const [atFrom, atTo] = await Promise.all([clone.list(from), clone.list(to)]);
  const place = await whereMigrationsAre(clone, atTo, question);
  const blank = { ...NO_REPORT, from, to };
  if (place.kind === 'not told') return unknown(blank, place.why);

  const { folder, tool } = place;
  const earlier = await folderAt(clone, atFrom, place);
  if (earlier.kind === 'not told') return unknown({ ...blank, folder, tool }, `At ${from.slice(0, 12)}: ${earlier.why}`);
  // Where it had none, what its code expected of the database is told nowhere.
  const oldFolder = earlier.kind === 'none' ? folder : earlier.folder;
  const [old, now] = [filesIn(atFrom, oldFolder), filesIn(atTo, folder)];
  const report = { ...blank, folder, tool, fingerprints: { ...NO_FINGERPRINTS, from: old.digest, to: now.digest } };
  if (options.database === null && old.files.size > 0 && old.digest === now.digest) return withSentence({ ...report, verdict: 'safe' });

  const [oldTree, tree] = await Promise.all([treeAt(clone, old.files), treeAt(clone, now.files)]);
  const [before, live] = [readHistory(oldTree, tool), readHistory(tree, tool)];
  if (live.kind === 'not readable') return unknown(report, live.why);
  if (before.kind === 'not readable') return unknown(report, `At ${from.slice(0, 12)}: ${before.why}`);

  const read = (paths: readonly string[]) => clone.read(new Map(paths.map((path) => [path, atFrom.get(path) ?? ''])));
  const contract = await findContract({ paths: atFrom.keys(), folder: oldFolder, tool, read });
  const extensions = [...new Set([...extensionsOf(before), ...extensionsOf(live)])];
  const afters = await reachedOf(clone, from, live.migrations.map(({ up }) => up.sql).join('\n'));
  const judged = await judgeOn(
    options.scratch,
    {
      before,
      live,
      contract,
      folder,
      tree,
      oldTree,
      sources: sourcesAt(clone, from, atFrom, oldFolder),
      signatureOf: (file) => clone.lastChange(to, `${folder === '' ? '' : `${folder}/`}${file}`),
      reached: (after) => afters.get(after) ?? null,
      extensions,
      database: options.database,
      remedies: options.remedies,
      now: options.now,
    },
    signal,
  );
  return withSentence(await filledIn(report, judged, clone, live.migrations));
}

async function filledIn(
  report: SpanReport,
  judged: Judged,
  clone: Clone,
  migrations: readonly { readonly name: string; readonly file: string }[],
): Promise<SpanReport> {
  const { verdict, findings, perMigration, floor, contract, limits, fix, down, fingerprints } = judged;
  const oldest = migrations.find(({ name }) => name === floor?.oldest);
  const folder = report.folder ?? '';
  const deploy = oldest === undefined ? null : await clone.firstWith(report.to, pathIn(folder, oldest.file));
  return {
    ...report,
    verdict,
    findings: findings.map((finding) => fromTop(finding, folder)),
    perMigration,
    floor: floor === null ? null : { deploy: deploy ?? floor.oldest, endedBy: floor.kind === 'floor' ? floor.endedBy : null },
    contract: contract?.source ?? (perMigration.length > 0 ? 'replayed catalogue' : null),
    limits,
    fix,
    down,
    fingerprints: { ...report.fingerprints, ...fingerprints },
  };
}

/** For each `after:` that a marker may name, whether the code to go back to has it. */
async function reachedOf(clone: Clone, from: string, sql: string): Promise<Map<string, boolean | null>> {
  const named = new Set([...sql.matchAll(/\bafter:\s*(?<commit>[0-9a-z][\w./-]*)/giu)].map((match) => match.groups?.['commit'] ?? ''));
  return new Map(await Promise.all([...named].map(async (after) => [after, await clone.has(from, after)] as const)));
}

function fromTop(finding: Finding, folder: string): Finding {
  return finding.file === null ? finding : { ...finding, file: pathIn(folder, finding.file) };
}

function pathIn(folder: string, path: string): string {
  return [folder, path].filter((part) => part !== '').join('/');
}

const NO_FINGERPRINTS = { from: '', to: '', replayed: null, live: null };

const NO_REPORT: SpanReport = {
  verdict: 'unknown',
  findings: [],
  perMigration: [],
  floor: null,
  sentence: '',
  from: '',
  to: '',
  folder: null,
  tool: null satisfies Tool | null,
  contract: null,
  limits: [],
  fingerprints: NO_FINGERPRINTS,
  fix: null,
  down: null,
};

function unknown(report: SpanReport, why: string): SpanReport {
  return withSentence({ ...report, verdict: 'unknown', findings: [found('OPAQUE', 'the migrations', why)] });
}

function withSentence(report: SpanReport): SpanReport {
  return { ...report, sentence: toSentence(report) };
}
