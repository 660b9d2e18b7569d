import type { Catalogue } from '../catalogue/catalogue.ts';
import { found } from '../diff/found.ts';
import type { Finding } from '../finding.ts';
import type { History, Migration, Tool } from '../migration.ts';
import type { Span } from './compare-histories.ts';
import type { Step, Walked } from './walk-span.ts';

type Readable = Extract<History, { kind: 'history' }>;

/** What becomes of a migration that comes late with an early version, where the tool does not just run it. */
const LATE: Partial<Record<Tool, string>> = {
  drizzle: 'Drizzle compares timestamps alone and never runs it',
  'golang-migrate': 'golang-migrate never runs it',
  goose: 'goose refuses it unless it is allowed',
  supabase: 'Supabase refuses it unless all are included',
};

/** What the files do not settle, so that the verdict cannot be safe: one finding each. */
export function opaqueFindings(before: Readable, live: Readable, span: Span, walked: Walked): Finding[] {
  const known = new Set(before.opaque.map(({ file }) => file));
  const late = LATE[live.tool];
  return [
    ...live.opaque.filter(({ file }) => !known.has(file)).map(({ file, why }) => unknown(file, null, file, why)),
    ...(late === undefined ? [] : span.outOfOrder.map((one) => about(one, `It comes before one that was already applied: ${late}.`))),
    ...walked.steps.flatMap((step) => [...notReplayed(step), ...dependsOnData(step)]),
    ...builtOnSand(walked),
  ];
}

/** Which of two texts ran on the database cannot be told. */
export function changedFiles({ edited, removed }: Span): Finding[] {
  return [
    ...edited.map((one) => about(one, `Its text is not the same at both commits, so what ran on the database cannot be told.`)),
    ...removed.map((one) => about(one, `The later commit does not have it any more, so whether the database has it cannot be told.`)),
  ];
}

function notReplayed({ migration, failures }: Step): Finding[] {
  return failures.map(({ line, message }) =>
    unknown(migration.file, line, migration.name, `A statement could not be replayed: ${message}.`),
  );
}

function dependsOnData({ migration, parsed }: Step): Finding[] {
  if (parsed.kind === 'not parsed') return [];
  return parsed.statements
    .filter(({ dynamic }) => dynamic === 'from data')
    .map(({ line }) =>
      unknown(
        migration.file,
        migration.up.firstLine + line - 1,
        migration.name,
        'It builds SQL and runs it, depending on rows that are not here, so what it did cannot be told.',
      ),
    );
}

/** A migration that names what an earlier one failed to make: on the scratch database it met nothing, on the live one it may have met it. */
function builtOnSand({ failures, before, steps }: Walked): Finding[] {
  const missing = new Set(failures.flatMap(({ migration, failure }) => wordsOfStatement(migration, failure.line)));
  for (const name of namesIn(before)) missing.delete(name);
  if (missing.size === 0) return [];
  return steps.flatMap(({ migration, failures: own }) => {
    const name = own.length > 0 ? undefined : wordsIn(migration.up.sql).find((word) => missing.has(word));
    return name === undefined ? [] : [about(migration, `It names ${name}, which an earlier migration could not be replayed to make.`)];
  });
}

/** From the line of the statement to its end, roughly: too many words cost an answer, too few would make one up. */
function wordsOfStatement({ up }: Migration, line: number): string[] {
  const rest = up.sql
    .split('\n')
    .slice(line - up.firstLine)
    .join('\n');
  return wordsIn(rest.slice(0, rest.indexOf(';') + 1 || undefined)).filter((word) => !COMMON.has(word));
}

function wordsIn(sql: string): string[] {
  return [
    ...new Set(
      sql
        .replaceAll(/--[^\n]*/gu, ' ')
        .toLowerCase()
        .match(/[a-z_][a-z0-9_$]{2,}/gu) ?? [],
    ),
  ];
}

function namesIn({ schemas, relations, enums, domains, composites, functions, sequences }: Catalogue): string[] {
  const named = [...schemas, ...relations, ...enums, ...domains, ...composites, ...functions, ...sequences];
  return [...named, ...relations.flatMap(({ columns }) => columns)].map(({ name }) => name.toLowerCase());
}

const COMMON = new Set(
  (
    'add after all alter and any array as asc begin between bigint boolean bool both btree by bytea cascade case char character check collate column columns ' +
    'comment concurrently conflict constraint create cross current current_timestamp date decimal default deferrable delete desc distinct do domain double drop ' +
    'each else end enum execute exists extension false float for foreign from full function gin gist grant group having hash if immutable in index inner insert ' +
    'instead int integer interval into is join json jsonb key language left like limit lock materialized name no not nothing now null numeric of off offset on only or ' +
    'order owner partition perform plpgsql policy precision primary procedure public raise real references rename replace restrict return returning returns revoke right ' +
    'role row rows schema security select sequence serial set setof smallint sql stable statement table temporary text then time timestamp timestamptz to trigger true ' +
    'truncate type unique unlogged update usage user using uuid valid values varchar varying version view void volatile when where with without zone'
  ).split(' '),
);

function about({ file, name }: Migration, message: string): Finding {
  return unknown(file, null, name, message);
}

function unknown(file: string, line: number | null, object: string, message: string): Finding {
  return { ...found('OPAQUE', object, message), file, line };
}
