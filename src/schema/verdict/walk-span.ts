import type { Catalogue } from '../catalogue/catalogue.ts';
import { createCatalogueReader, type Base, type CatalogueReader } from '../catalogue/create-catalogue-reader.ts';
import { readDefinitions } from '../fix/read-definitions.ts';
import type { History, Migration } from '../migration.ts';
import type { Parsed } from '../parse/parsed.ts';
import { replay, type Replayed, type ReplayOptions } from '../replay/replay.ts';
import type { EachStatement, Failure } from '../replay/run-through.ts';
import type { Lost, Scratch } from '../scratch.ts';

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

/** The schema of the earlier commit, and how it came to be. */
export interface Below {
  /** Newest last: the schema after each of the last migrations of the earlier commit, the very last one included. */
  readonly earlier: readonly State[];
  readonly before: Catalogue;
  /** `CREATE FUNCTION …` of the earlier schema by object id. */
  readonly definitions: ReadonlyMap<number, string>;
  /** What was replayed up to `before`. */
  readonly below: readonly Laid[];
}

export interface Walked extends Below {
  readonly kind: 'walked';
  readonly steps: readonly Step[];
  readonly live: Catalogue;
}

/** Each statement that is looked at costs a look at the schema: so many in a migration, and in all of them together. */
const MOST_LOOKS = { inOne: 150, inAll: 600 };

type Readable = Extract<History, { kind: 'history' }>;

/** Where a walk goes on: the database of it, and what a reader has seen there. */
export interface Stand extends Below {
  readonly base: Base | null;
}

/**
 * Replays a history in a database that is empty, or stands where an earlier walk ended.
 *
 * @param history only what is not there yet
 * @param lookBack so many of the last migrations are looked at
 */
export async function walkBelow(scratch: Scratch, history: Readable, lookBack: number, from: Stand | null): Promise<Stand | Lost> {
  const { earlier, below } = from ?? { earlier: [], below: [] };
  const reader = createCatalogueReader(scratch, from?.base);
  const first = Math.max(0, history.migrations.length - lookBack);
  const walkedOn = await walk(scratch, history, reader, (index) => (index >= first ? 'after it' : 'never'), {
    goesOn: from !== null,
    aloneFrom: first,
  });
  if (walkedOn.kind === 'lost') return walkedOn;
  const before = await reader.read();
  if (before.kind === 'not read') return { kind: 'lost', why: before.why };
  const functions = await readDefinitions(scratch);
  if (functions.kind === 'lost') return functions;
  return {
    earlier: lookBack === 0 ? [] : [...earlier, ...walkedOn.walked.flatMap(({ state }) => state ?? [])].slice(-lookBack),
    before: before.catalogue,
    definitions: functions.definitions,
    below: [...below, ...walkedOn.walked.map(({ laid }) => laid)],
    base: reader.base(),
  };
}

/**
 * Goes on from the earlier commit to the later one.
 *
 * @param scratch a database that stands there, with the same object ids: they tell a rename from a drop
 */
export async function walkSpan(
  scratch: Scratch,
  history: Readable,
  { base, ...below }: Stand,
  added: readonly Migration[],
): Promise<Walked | Lost> {
  const reader = createCatalogueReader(scratch, base);
  const isLong = semicolons(added) > MOST_LOOKS.inAll;
  const looks = (index: number): Looks =>
    isLong || semicolons(added.slice(index, index + 1)) > MOST_LOOKS.inOne ? 'after it' : 'after each statement';
  const above = await walk(scratch, { ...history, migrations: added }, reader, looks, { goesOn: true });
  if (above.kind === 'lost') return above;
  const steps = above.walked.flatMap(({ state, laid, statements }) => (state === null ? [] : [{ ...state, ...laid, statements }]));
  return { kind: 'walked', ...below, steps, live: steps.at(-1)?.catalogue ?? below.before };
}

type Looks = 'never' | 'after it' | 'after each statement';

interface One {
  readonly laid: Laid;
  /** Null where nobody looked. */
  readonly state: State | null;
  readonly statements: Step['statements'];
}

async function walk(
  scratch: Scratch,
  history: Readable,
  reader: CatalogueReader,
  looks: (index: number) => Looks,
  options: Pick<ReplayOptions, 'goesOn' | 'aloneFrom'>,
): Promise<{ readonly kind: 'walked'; readonly walked: readonly One[] } | Lost> {
  const walked: One[] = [];
  let lost: Lost | null = null;
  let statements: Look[] = [];
  await replay(scratch, history, {
    ...options,
    ask: (_, index) => (looks(index) === 'never' ? [] : reader.questions()),
    eachStatement: (migration, index) => {
      statements = [];
      return looks(index) === 'after each statement' ? listen(reader, migration, statements) : null;
    },
    onMigration: async (one) => {
      const state = lost === null ? await stateOf(one, looks(one.index), reader) : lost;
      if (state !== null && 'kind' in state) lost = state;
      else if (one.parsed !== null) {
        walked.push({
          laid: { migration: one.migration, parsed: one.parsed, failures: failuresOf(one) },
          state,
          statements: complete(statements),
        });
      }
    },
  });
  return lost ?? { kind: 'walked', walked };
}

async function stateOf({ migration, outcome, answers }: Replayed, looks: Looks, reader: CatalogueReader): Promise<State | Lost | null> {
  if (outcome.kind === 'lost') return { kind: 'lost', why: `${migration.file}: ${outcome.why}` };
  if (looks === 'never') return null;
  const read = await reader.take(answers);
  return read.kind === 'read' ? { migration, catalogue: read.catalogue } : { kind: 'lost', why: `After ${migration.file}: ${read.why}` };
}

interface Look {
  readonly line: number;
  readonly catalogue: Catalogue | null;
}

function listen(reader: CatalogueReader, { up }: Migration, looks: Look[]): EachStatement {
  return {
    // What changed is told from the look before it.
    get ask() {
      return reader.questions();
    },
    hear: async ({ line }, answers) => {
      const read = await reader.take(answers);
      looks.push({ line: up.firstLine + line - 1, catalogue: read.kind === 'read' ? read.catalogue : null });
    },
    again: () => {
      looks.length = 0;
    },
  };
}

/** One look that is missing would put what its statement did to the next one. */
function complete(looks: readonly Look[]): Step['statements'] {
  const whole = looks.flatMap(({ line, catalogue }) => (catalogue === null ? [] : [{ line, catalogue }]));
  return whole.length === looks.length ? whole : [];
}

function semicolons(migrations: readonly Migration[]): number {
  return migrations.reduce((sum, { up }) => sum + up.sql.split(';').length - 1, 0);
}

function failuresOf({ outcome }: Pick<Replayed, 'outcome'>): readonly Failure[] {
  return outcome.kind === 'partly applied' ? outcome.failures : [];
}
