import type { SchemaDetails, SchemaFinding } from '#domain/schema-details.ts';
import type { StepReading } from '#domain/step-claim.ts';
import type { Database } from '#src/providers/database.ts';
import { literal } from '#src/schema/oracle/quote.ts';

interface Taken {
  readonly object: string;
  /** What is true of the catalogue once it is back. */
  readonly sql: string;
}

/** Is what the migration took from the old code there again? Only what the findings name is looked for. */
export async function schemaIsBack(
  database: Pick<Database, 'query'> | null,
  schema: SchemaDetails | null,
  signal: AbortSignal,
): Promise<StepReading> {
  const taken = (schema?.findings ?? []).flatMap(takenBy);
  if (database === null) return { found: 'cannot tell', what: 'No database is configured, so this was not checked.' };
  if (taken.length === 0) return { found: 'cannot tell', what: 'The schema verdict names no table or column to look for.' };
  const columns = taken.map(({ sql }, index) => `(${sql}) as t${index}`).join(', ');
  const answer = await database.query(`select ${columns}`, signal);
  if (answer.kind !== 'rows') {
    return { found: 'cannot tell', what: `The schema could not be read. ${answer.kind === 'failed' ? answer.message : answer.why}` };
  }
  const missing = taken.filter((_, index) => answer.rows[0]?.[`t${index}`] !== true).map(({ object }) => object);
  if (missing.length > 0) return { found: 'not so', what: `Not as the old code needs it: ${missing.join(', ')}.` };
  return { found: 'so', what: `As the old code needs it: ${taken.map(({ object }) => object).join(', ')}.` };
}

/** A name that needs quoting is not taken apart. */
const PLAIN = /^[a-z_]\w*$/i;

function takenBy({ code, object }: SchemaFinding): Taken[] {
  const names = object.split('.');
  if (!names.every((name) => PLAIN.test(name))) return [];
  const [space = '', table = '', column = ''] = names;
  const of = `pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = ${literal(space)} and c.relname = ${literal(table)}`;
  const attribute = `pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = ${literal(space)} and c.relname = ${literal(table)} and a.attname = ${literal(column)} and a.attnum > 0 and not a.attisdropped`;
  if (names.length === 2 && (code === 'TABLE_DROPPED' || code === 'TABLE_RENAMED')) {
    return [{ object, sql: `exists (select from ${of} and c.relkind in ('r', 'p', 'v', 'm', 'f'))` }];
  }
  if (names.length !== 3) return [];
  if (code === 'COLUMN_DROPPED' || code === 'COLUMN_RENAMED') return [{ object, sql: `exists (select from ${attribute})` }];
  return code === 'NOT_NULL_SET' ? [{ object, sql: `exists (select from ${attribute} and not a.attnotnull)` }] : [];
}
