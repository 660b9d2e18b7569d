import type { Contract } from '../contract/contract.ts';
import { found } from '../diff/found.ts';
import type { Finding } from '../finding.ts';
import type { History, Migration, Tool } from '../migration.ts';
import { hangsOnRows, programsOf } from './by-rows.ts';
import type { Span } from './compare-histories.ts';
import { ownUndoIn, saysOwnUndo } from './own-undo.ts';
import { ungrounded } from './ungrounded.ts';
import { unmadeIn } from './unmade.ts';
import { isDropOfExtension } from './dropped-extensions.ts';
import { changesSearchPath } from './search-path.ts';
import type { Step, Walked } from './walk-span.ts';

type Readable = Extract<History, { kind: 'history' }>;

/** What becomes of a migration that comes late with an early version, where the tool does not just run it. */
const LATE: Partial<Record<Tool, string>> = {
  drizzle: 'Drizzle compares timestamps alone and never runs it',
  'golang-migrate': 'golang-migrate never runs it',
  goose: 'goose refuses it unless it is allowed',
  supabase: 'Supabase refuses it unless all are included',
};

/** PostgreSQL's words for what is there already. */
const IS_THERE = new Set(['42P07', '42701', '42710', '42P06', '42723', '42P16']);

/**
 * What the files do not settle, so that the verdict cannot be safe: one finding each.
 *
 * @param again whether the files are known to make again what is there, as a baseline does that stands for many
 */
export function opaqueFindings(
  before: Readable,
  live: Readable,
  span: Span,
  walked: Walked,
  contract: Contract,
  again: boolean,
): Finding[] {
  const late = LATE[live.tool];
  return [
    ...span.opaque.map(({ file, why }) => unknown(file, null, file, why)),
    ...(late === undefined ? [] : span.outOfOrder.map((one) => about(one, `It comes before one that was already applied: ${late}.`))),
    ...walked.steps.flatMap((step) => [...notReplayed(step, again, walked), ...outside(step)]),
    ...dependsOnRows(walked),
    ...undoing(walked),
    ...ungrounded(walked, before.opaque, contract).map(({ step, name }) =>
      about(
        step.migration,
        `It names ${name}, which no migration could be replayed to make, so what it did on the live database cannot be told.`,
      ),
    ),
  ];
}

/** Which of two texts ran on the database cannot be told. */
export function changedFiles({ edited, removed }: Span): Finding[] {
  return [
    ...edited.map((one) => about(one, 'Its text is not the same at both commits, so what ran on the database cannot be told.')),
    ...removed.map((one) => about(one, 'The later commit does not have it any more, so whether the database has it cannot be told.')),
  ];
}

function notReplayed({ migration, failures }: Step, again: boolean, walked: Walked): Finding[] {
  const unexpected = failures.filter(({ line, sqlstate }) => {
    const isAgain = again && sqlstate !== null && IS_THERE.has(sqlstate);
    // It has a finding of its own.
    return !isAgain && !(sqlstate === '42704' && isDropOfExtension(lineAt(migration.up, line)));
  });
  return unexpected.map((failure) => {
    const name = unmadeIn(failure, walked);
    const why =
      name === null
        ? failure.message.replace(/\.$/u, '')
        : `no migration makes ${name}, so it is somebody else's or older than these files, and what this does to it cannot be told`;
    return unknown(migration.file, failure.line, migration.name, `A statement could not be replayed: ${why}.`);
  });
}

function lineAt({ sql, firstLine }: Migration['up'], line: number): string {
  return sql.split('\n')[line - firstLine] ?? '';
}

/** What reaches beyond the schema of the one database that is replayed. */
function outside({ migration, parsed }: Step): Finding[] {
  if (parsed.kind === 'not parsed') return [];
  return parsed.statements.flatMap(({ node, start, end, line }) => {
    const why = reachOf(node, migration.up.sql.slice(start, end));
    return why === null ? [] : [unknown(migration.file, migration.up.firstLine + line - 1, migration.name, why)];
  });
}

function reachOf(node: string, sql: string): string | null {
  if (node === 'DropdbStmt') return 'It drops a database, which no replay can show.';
  if (!changesSearchPath({ node }, sql)) return null;
  return 'It changes the search path of new sessions, so which tables the names in the old code mean cannot be told.';
}

function dependsOnRows({ below, steps }: Walked): Finding[] {
  const programs = programsOf([...below, ...steps]);
  return steps.flatMap(({ migration, parsed }) => {
    if (parsed.kind === 'not parsed') return [];
    return parsed.statements
      .filter((statement) => hangsOnRows(statement, programs))
      .map(({ line }) => unknown(migration.file, migration.up.firstLine + line - 1, migration.name, ON_ROWS));
  });
}

function undoing({ before, steps }: Walked): Finding[] {
  return steps.flatMap(({ migration, parsed, statements, catalogue }, at) => {
    const undo = ownUndoIn(migration.up, parsed, { before: steps[at - 1]?.catalogue ?? before, after: catalogue, between: statements });
    return undo === null ? [] : [unknown(migration.file, migration.up.firstLine + undo.line - 1, migration.name, saysOwnUndo(undo))];
  });
}

const ON_ROWS = 'Whether and how it changes the schema depends on rows that are not here, so what it did cannot be told.';

function about({ file, name }: Migration, message: string): Finding {
  return unknown(file, null, name, message);
}

function unknown(file: string, line: number | null, object: string, message: string): Finding {
  return { ...found('OPAQUE', object, message), file, line };
}
