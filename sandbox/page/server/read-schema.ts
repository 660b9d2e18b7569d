import pg from 'pg';
import type { ShownWorld } from '../protocol.ts';

// From the catalog itself: no lock on the table makes this wait.
const COLUMNS = `
  select attname as "column", format_type(atttypid, atttypmod) as type, not attnotnull as nullable
  from pg_attribute
  where attrelid = to_regclass('public.invoices') and attnum > 0 and not attisdropped
  order by attnum`;
const DEADLINE_MS = 2_000;

/** The columns of the demo app's table at this moment. */
export async function readSchema(url: string): Promise<ShownWorld['schema']> {
  const client = new pg.Client({ connectionString: url, query_timeout: DEADLINE_MS, connectionTimeoutMillis: DEADLINE_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<ShownWorld['schema'][number]>(COLUMNS)).rows;
  } finally {
    await client.end();
  }
}
