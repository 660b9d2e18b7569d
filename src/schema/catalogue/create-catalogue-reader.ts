import { z } from 'zod';
import type { Ran, Scratch } from '../scratch.ts';
import { literal } from '../oracle/quote.ts';
import { CatalogueSchema, type Catalogue } from './catalogue.ts';
import { CATALOGUE_SQL, staleSql } from './catalogue-sql.ts';
import { changesSql } from './changes-sql.ts';
import { ChangesSchema, staleParts, ThereSchema, type Changes } from './changes.ts';
import { mergeCatalogue } from './merge-catalogue.ts';
import type { CatalogueRead } from './read-catalogue.ts';

/** Reads the catalogue of one scratch database again and again, each time only what changed. Equal to a full read, also inside an open transaction. */
export interface CatalogueReader {
  /** To be asked in this order, each as a step of its own; nothing may change before the answers are taken. */
  questions(): readonly string[];
  take(answers: readonly (Ran | null)[]): Promise<CatalogueRead>;
  read(): Promise<CatalogueRead>;
  /** Null before the first look. */
  base(): Base | null;
}

/** What a reader last saw settled: another one can go on from it in a copy of that database. */
export interface Base {
  readonly changes: Changes;
  readonly catalogue: Catalogue;
}

/** All there is to know at once, for the first time. */
const FULL_SQL = `select json_build_object('catalogue', (${CATALOGUE_SQL}), 'changes', (${changesSql(0)}))`;
const FullSchema = z.object({ catalogue: CatalogueSchema, changes: ChangesSchema });
const SomeSchema = CatalogueSchema.partial().extend({ there: ThereSchema.optional() });

export function createCatalogueReader(database: Pick<Scratch, 'runAll'>, from: Base | null = null): CatalogueReader {
  /** What was last seen settled. What is seen inside a transaction is told from here too, because that may be undone. */
  let base = from;

  async function ask(sql: string): Promise<unknown> {
    return answerOf(await database.runAll(quietly(sql).map((one) => ({ sql: one, rows: true }))));
  }

  function takeAll(answer: unknown): Base | string {
    const all = FullSchema.safeParse(answer);
    return all.success ? all.data : problemOf(answer, all.error);
  }

  /** Null where the whole must be read. */
  async function takeChanges({ changes, catalogue }: Base, answer: unknown): Promise<Base | null> {
    const now = ChangesSchema.safeParse(answer);
    const stale = now.success ? staleParts(catalogue, changes, now.data) : null;
    if (!now.success || stale === null) return null;
    const nothing = stale.relations.length === 0 && stale.parts.length === 0 && !stale.dropped;
    const some = SomeSchema.safeParse(nothing ? {} : await ask(staleSql(stale)));
    if (!some.success) return null;
    const { there = null, ...fresh } = some.data;
    const merged = mergeCatalogue(catalogue, now.data, stale, fresh as Partial<Catalogue>, there);
    return merged && { changes: now.data, catalogue: merged };
  }

  async function see(answers: readonly (Ran | null)[]): Promise<Base | string> {
    const answer = answerOf(answers);
    if (base === null) return takeAll(answer);
    return (await takeChanges(base, answer)) ?? takeAll(await ask(FULL_SQL));
  }

  async function take(answers: readonly (Ran | null)[]): Promise<CatalogueRead> {
    const seen = await see(answers);
    if (typeof seen !== 'string' && seen.changes.settled) base = seen;
    return readOf(seen);
  }

  const questions = (): readonly string[] => quietly(base === null ? FULL_SQL : changesSql(base.changes.xid));
  return {
    questions,
    take,
    read: async () => take(await database.runAll(questions().map((sql) => ({ sql, rows: true })))),
    base: () => base,
  };
}

/** Under settings of its own that are undone at once, also where a migration is in the middle of a transaction. Compiling such a query takes seconds. */
function quietly(sql: string): readonly string[] {
  const block = `
declare
  answer text;
begin
  begin
    perform pg_catalog.set_config('search_path', '', true), pg_catalog.set_config('quote_all_identifiers', 'off', true),
      pg_catalog.set_config('jit', 'off', true);
    execute ${literal(sql)} into answer;
    raise exception using errcode = 'SWOK0', message = answer;
  exception when sqlstate 'SWOK0' then get stacked diagnostics answer = message_text;
  end;
  perform pg_catalog.set_config('switchback.catalogue', answer, false);
end`;
  return [`do ${literal(block)}; select pg_catalog.current_setting('switchback.catalogue')::json as answer`];
}

function readOf(seen: Base | string): CatalogueRead {
  return typeof seen === 'string'
    ? { kind: 'not read', why: `The catalogue could not be read: ${seen}` }
    : { kind: 'read', catalogue: seen.catalogue };
}

function answerOf(answers: readonly (Ran | null)[]): unknown {
  const bad = answers.find((answer) => answer?.kind !== 'ok');
  if (bad?.kind === 'lost') return bad.why;
  if (bad?.kind === 'failed') return `${bad.sqlstate} ${bad.message}`;
  const last = answers.at(-1);
  return last?.kind === 'ok' ? last.rows[0]?.['answer'] : 'There was no answer.';
}

function problemOf(answer: unknown, error: z.ZodError): string {
  if (typeof answer === 'string') return answer;
  const issue = error.issues[0];
  return `it has not the expected shape at ${issue?.path.join('.')}: ${issue?.message}.`;
}
