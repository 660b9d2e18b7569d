import type { Catalogue } from '../catalogue/catalogue.ts';
import { CATALOGUE_SQL } from '../catalogue/catalogue-sql.ts';
import { parseCatalogue, readCatalogue } from '../catalogue/read-catalogue.ts';
import { readDefinitions } from '../fix/read-definitions.ts';
import type { History, Migration } from '../migration.ts';
import type { Parsed } from '../parse/parsed.ts';
import { replay, type Replayed } from '../replay/replay.ts';
import type { EachStatement, Failure } from '../replay/run-through.ts';
import type { Lost, Ran, Scratch } from '../scratch.ts';

/** The schema after one migration. */
export interface State {
  readonly migration: Migration;
  readonly catalogue: Catalogue;
}

export interface Step extends State, Laid {
  /** The schema after each of its statements, where each was asked; empty otherwise. */
  readonly statements: readonly { readonly line: number; readonly catalogue: Catalogue }[];
}

/** A migration as it was run, and what of it did not take effect. */
export interface Laid {
  readonly migration: Migration;
  readonly parsed: Parsed;
  readonly failures: readonly Failure[];
}

export interface Walked {
  readonly kind: 'walked';
  /** Newest last: the schema after each of the last migrations of the earlier commit, the very last one included. */
  readonly earlier: readonly State[];
  readonly before: Catalogue;
  /** `CREATE FUNCTION …` of the earlier schema by object id. */
  readonly definitions: ReadonlyMap<number, string>;
  /** What was replayed up to `before`. */
  readonly below: readonly Laid[];
  readonly steps: readonly Step[];
  readonly live: Catalogue;
}

const QUESTION = `set local search_path = ''; ${CATALOGUE_SQL}`;

/** Inside the migration's own transaction, whose search path must be as it was afterwards. */
const BETWEEN_STATEMENTS = [
  `select set_config('switchback.path', current_setting('search_path'), false), set_config('search_path', '', false)`,
  CATALOGUE_SQL,
  `select set_config('search_path', current_setting('switchback.path'), false)`,
];

/** Each look costs a catalogue: more statements than this are looked at migration by migration. */
const MOST_LOOKS = 120;

/** Replays to the earlier commit and on to the later one in the same database, so that object ids tell a rename from a drop. */
export async function walkSpan(
  scratch: Scratch,
  history: Extract<History, { kind: 'history' }>,
  added: readonly Migration[],
  lookBack: number,
): Promise<Walked | Lost> {
  const first = Math.max(0, history.migrations.length - lookBack);
  const wanted = (index: number): readonly string[] => (index >= first ? [QUESTION] : []);
  const below = await collect(scratch, history, { ask: (_, index) => wanted(index) });
  if (below.kind === 'lost') return below;
  const before = await readCatalogue(scratch);
  if (before.kind === 'not read') return { kind: 'lost', why: before.why };
  const functions = await readDefinitions(scratch);
  if (functions.kind === 'lost') return functions;

  const looks = new Map<string, { line: number; answer: Ran }[]>();
  const above = await collect(
    scratch,
    { ...history, migrations: added },
    {
      goesOn: true,
      ask: () => [QUESTION],
      ...(semicolons(added) <= MOST_LOOKS && { eachStatement: (migration) => lookInto(looks, migration) }),
    },
  );
  if (above.kind === 'lost') return above;
  const earlier = statesOf(below.replayed.slice(first));
  const steps = statesOf(above.replayed, looks);
  if (earlier.kind === 'lost') return earlier;
  if (steps.kind === 'lost') return steps;
  return {
    kind: 'walked',
    earlier: earlier.states,
    before: before.catalogue,
    definitions: functions.definitions,
    below: below.replayed.flatMap(({ migration, parsed, outcome }) =>
      parsed === null ? [] : [{ migration, parsed, failures: failuresOf({ outcome }) }],
    ),
    steps: steps.states,
    live: steps.states.at(-1)?.catalogue ?? before.catalogue,
  };
}

type Options = Omit<Parameters<typeof replay>[2], 'onMigration'>;

async function collect(
  scratch: Scratch,
  history: Extract<History, { kind: 'history' }>,
  options: Options,
): Promise<{ readonly kind: 'replayed'; readonly replayed: readonly Replayed[] } | Lost> {
  const replayed: Replayed[] = [];
  await replay(scratch, history, { ...options, onMigration: (one) => void replayed.push(one) });
  for (const { migration, outcome } of replayed) {
    if (outcome.kind === 'lost') return { kind: 'lost', why: `${migration.file}: ${outcome.why}` };
  }
  return { kind: 'replayed', replayed };
}

function semicolons(migrations: readonly Migration[]): number {
  return migrations.reduce((sum, { up }) => sum + up.sql.split(';').length - 1, 0);
}

type Looks = Map<string, { line: number; answer: Ran }[]>;

function lookInto(looks: Looks, { file, up }: Migration): EachStatement {
  looks.set(file, []);
  return {
    ask: BETWEEN_STATEMENTS,
    hear: ({ line }, answers) => {
      const answer = answers[1];
      if (answer !== undefined) looks.get(file)?.push({ line: up.firstLine + line - 1, answer });
    },
    again: () => looks.set(file, []),
  };
}

function statementsOf(seen: readonly { line: number; answer: Ran }[]): Step['statements'] {
  const read = seen.map(({ line, answer }) => ({ line, read: parseCatalogue(answer) }));
  // One look that is missing would put what its statement did to the next one.
  if (read.some((one) => one.read.kind === 'not read')) return [];
  return read.flatMap((one) => (one.read.kind === 'read' ? [{ line: one.line, catalogue: one.read.catalogue }] : []));
}

function statesOf(
  replayed: readonly Replayed[],
  looks: Looks = new Map(),
): { readonly kind: 'read'; readonly states: readonly Step[] } | Lost {
  const states: Step[] = [];
  for (const one of replayed) {
    const read = parseCatalogue(one.answers[0] ?? { kind: 'lost', why: `The schema after ${one.migration.file} was not read.` });
    if (read.kind === 'not read') return { kind: 'lost', why: read.why };
    if (one.parsed === null) return { kind: 'lost', why: `${one.migration.file} was not parsed.` };
    states.push({
      migration: one.migration,
      catalogue: read.catalogue,
      parsed: one.parsed,
      failures: failuresOf(one),
      statements: statementsOf(looks.get(one.migration.file) ?? []),
    });
  }
  return { kind: 'read', states };
}

function failuresOf({ outcome }: Pick<Replayed, 'outcome'>): readonly Failure[] {
  return outcome.kind === 'partly applied' ? outcome.failures : [];
}
