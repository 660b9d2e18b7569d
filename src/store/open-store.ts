import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';
import { SwitchbackError } from '#domain/errors.ts';
import { postgres, sqlite } from './dialect.ts';
import { migrate } from './migrate.ts';
import { openNodeSqlite } from './node-sqlite.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/**
 * Opens and migrates the store. `url` is `sqlite:/path/to/file`, `sqlite::memory:`, or `postgres://…`.
 * An SQLite file may be shared by processes of one machine, never over a network file system. Open it once per process:
 * a second connection would wait for the first while holding up the thread that both run on.
 */
export async function openStore(url: string): Promise<Store> {
  const store = connect(url);
  try {
    await migrate(store);
  } catch (error) {
    await store.close();
    if (!store.dialect.isUnavailable(error)) throw error;
    throw new SwitchbackError(
      'store_unavailable',
      `${store.dialect.name} did not answer, so nothing was started. Check DATABASE_URL and that the database accepts connections.`,
      { retryable: true, cause: error },
    );
  }
  return store;
}

function connect(url: string): Store {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length));
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url);
  throw new SwitchbackError(
    'config_invalid',
    'The store address starts with neither sqlite: nor postgres://, so no store was opened. Set DATABASE_URL to one of them.',
  );
}

function openSqlite(path: string): Store {
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: () => Promise.resolve(openFile(path)) }) });
  return { db, dialect: sqlite, close: () => db.destroy() };
}

function openFile(path: string): ReturnType<typeof openNodeSqlite> {
  try {
    return openNodeSqlite(path);
  } catch (error) {
    throw new SwitchbackError(
      'store_unavailable',
      `The SQLite file ${path} could not be opened, so nothing was started. Check that its directory exists and may be written.`,
      { cause: error },
    );
  }
}

function openPostgres(url: string): Store {
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    // pg would give int8 as text. Every bigint here is a count or milliseconds, far below 2^53.
    types: { getTypeParser: (oid, format) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) },
  });
  // Without a listener a lost idle connection ends the process; the next query reports the outage itself.
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, dialect: postgres, close: () => db.destroy() };
}
