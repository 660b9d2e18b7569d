import type { Connection } from './engine.ts';

/**
 * A database that died inside its process still answers "success, no rows". So it is asked something that only a living one knows, and whether
 * the system catalogue is as it was at the start. Names are qualified: a migration may have put its own operator first in the search path.
 */
const QUESTION = `select 41 operator(pg_catalog.+) 1 as answer,
  (select pg_catalog.count(*) from pg_catalog.pg_class where oid operator(pg_catalog.<) 16384::pg_catalog.oid) as relations,
  (select pg_catalog.count(*) from pg_catalog.pg_type where oid operator(pg_catalog.<) 16384::pg_catalog.oid) as types`;

/** Null where it sings; otherwise what it said instead. The first answer is what later ones are compared with. */
export async function hearCanary(connection: Connection): Promise<() => Promise<string | null>> {
  const first = await ask(connection);
  return async () => {
    const now = await ask(connection);
    if (now === first && first.startsWith('{"answer":42,')) return null;
    return `The scratch database no longer answers as it should: to a question whose answer is ${first} it said ${now}.`;
  };
}

async function ask(connection: Connection): Promise<string> {
  const rows = await connection.execute(QUESTION);
  return JSON.stringify(rows[0] ?? 'nothing');
}
