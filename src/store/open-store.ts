import { Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import { SwitchbackError } from '#domain/errors.ts';
import { postgres, sqlite } from './dialect.ts';
import { createElapsed, MACHINE_TIME, type Elapsed, type TimeSource } from './elapsed.ts';
import { migrate } from './migrate.ts';
import { openNodeSqlite } from './node-sqlite.ts';
import { LIMITS, openPostgresPool, PATIENT, type Limits } from './postgres-pool.ts';
import { storeFailure, type Store } from './store.ts';
import type { Tables } from './tables.ts';

export interface StoreOptions {
  readonly time?: TimeSource;
  readonly journalKey?: string | null;
}

/**
 * Opens and migrates the store. `url` is `sqlite:/path/to/file`, `sqlite::memory:`, or `postgres://…`.
 * An SQLite file may be shared by processes of one machine, never over a network file system. Open it once per process:
 * a second connection would wait for the first while holding up the thread that both run on.
 */
export async function openStore(url: string, { time = MACHINE_TIME, journalKey = null }: StoreOptions = {}): Promise<Store> {
  if (url.startsWith('sqlite:')) {
    const elapsed = createElapsed(time);
    const store = await migrated(openSqlite(url.slice('sqlite:'.length), elapsed, journalKey));
    await elapsed.start(store.db);
    return store;
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    const patient = await migrated(openPostgres(url, PATIENT, journalKey));
    await patient.close();
    return openPostgres(url, LIMITS, journalKey);
  }
  throw new SwitchbackError(
    'config_invalid',
    'The store address starts with neither sqlite: nor postgres://, so no store was opened. Set DATABASE_URL to one of them.',
  );
}

/** For whoever only looks: nothing is created, migrated or written, and a bot may run beside it. */
export function openStoreToRead(url: string, journalKey: string | null): Store {
  if (!url.startsWith('sqlite:')) return openPostgres(url, LIMITS, journalKey);
  return openSqlite(url.slice('sqlite:'.length), createElapsed(MACHINE_TIME), journalKey, true);
}

async function migrated(store: Store): Promise<Store> {
  try {
    await migrate(store);
    return store;
  } catch (error) {
    await store.close();
    throw storeFailure(store.dialect, error, 'nothing was started. Check DATABASE_URL and that the database accepts connections.');
  }
}

function openSqlite(path: string, elapsed: Elapsed, journalKey: string | null, readOnly = false): Store {
  const opened = () => Promise.resolve(openFile(path, () => elapsed.now(), readOnly));
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: opened }) });
  return { db, dialect: sqlite, journalKey, keepTime: () => elapsed.keep(db), close: () => db.destroy() };
}

function openFile(path: string, now: () => number, readOnly: boolean): ReturnType<typeof openNodeSqlite> {
  try {
    return openNodeSqlite(path, now, readOnly);
  } catch (error) {
    // 14: it cannot be opened at all. Anything else is said as what it is, by whoever asked for it.
    if ((error as { errcode?: number }).errcode !== 14) throw error;
    throw new SwitchbackError(
      'store_unavailable',
      `The SQLite file ${path} could not be opened, so nothing was started. Check that its directory exists and may be written.`,
      { cause: error },
    );
  }
}

function openPostgres(url: string, limits: Limits, journalKey: string | null): Store {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPostgresPool(url, limits) }) });
  return { db, dialect: postgres, journalKey, keepTime: () => Promise.resolve(), close: () => db.destroy() };
}
