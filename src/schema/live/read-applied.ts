import { z } from 'zod';
import type { Database } from '#src/providers/database.ts';
import { literal, relationName } from '../oracle/quote.ts';
import type { Tool } from '../migration.ts';
import { APPLIED_TABLES } from './applied-tables.ts';

/** What the tool itself wrote about one migration, in the order in which it did. */
export interface AppliedRow {
  /** The name or the version; null in Drizzle's older table, which has neither. */
  readonly key: string | null;
  readonly state: 'applied' | 'failed' | 'unfinished' | 'undone';
  /** Of the file as it was applied, in hexadecimal digits; null where the tool keeps none. */
  readonly checksum: string | null;
}

export type AppliedRead =
  | { readonly kind: 'read'; readonly rows: readonly AppliedRow[] }
  | { readonly kind: 'cannot tell'; readonly why: string };

const AppliedRowShape = z.object({
  key: z.string().nullable(),
  state: z.enum(['applied', 'failed', 'unfinished', 'undone']),
  checksum: z.string().nullable(),
});

/** The table of the migration tool in the live database. A table that is not there, or may not be read, is no empty table. */
export async function readApplied(database: Pick<Database, 'query'>, tool: Tool, signal: AbortSignal): Promise<AppliedRead> {
  const table = APPLIED_TABLES[tool];
  if (table === null) return cannotTell('Plain SQL files leave no record in the database of which of them were applied.');
  const places = await ask(
    database,
    `select n.nspname as schema, c.relname as name, has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as readable
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and c.relpersistence <> 't' and c.relname = ${literal(table.name)}
       and (n.nspname = 'supabase_migrations') = ${tool === 'supabase'} order by 1`,
    Place,
    signal,
  );
  if (places.kind === 'cannot tell') return places;
  const [place, another] = places.rows;
  if (place === undefined)
    return cannotTell(`The database has no table ${table.name}, so ${tool} has not applied anything there, or keeps it elsewhere.`);
  if (another !== undefined)
    return cannotTell(`The database has ${table.name} in ${place.schema} and in ${another.schema}, so it is not known which counts.`);
  if (!place.readable) {
    const grant = `grant usage on schema ${place.schema} and select on ${place.schema}.${place.name}`;
    return cannotTell(
      `The role may not read ${place.schema}.${place.name}, so it is not known which migrations are applied: ${grant} to it.`,
    );
  }
  return ask(database, table.sql(relationName(place)), AppliedRowShape, signal);
}

const Place = z.object({ schema: z.string(), name: z.string(), readable: z.boolean() });

async function ask<Shape extends z.ZodType>(
  database: Pick<Database, 'query'>,
  sql: string,
  shape: Shape,
  signal: AbortSignal,
): Promise<{ readonly kind: 'read'; readonly rows: z.output<Shape>[] } | Extract<AppliedRead, { kind: 'cannot tell' }>> {
  const answer = await database.query(sql, signal);
  if (answer.kind === 'unreachable') return cannotTell(answer.why);
  if (answer.kind === 'failed')
    return cannotTell(`The table of applied migrations could not be read (${answer.sqlstate}): ${answer.message}`);
  if (answer.cut) return cannotTell('The table of applied migrations has more rows than are read.');
  const rows = z.array(shape).safeParse(answer.rows);
  return rows.success
    ? { kind: 'read', rows: rows.data }
    : cannotTell('The table of applied migrations does not look as its tool makes it.');
}

function cannotTell(why: string): Extract<AppliedRead, { kind: 'cannot tell' }> {
  return { kind: 'cannot tell', why };
}
