import type { Kysely, Transaction } from 'kysely';
import { SwitchbackError } from '#domain/errors.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './tables.ts';

export interface Store {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  /** Seals the journal, where there is one: kept outside the database. */
  readonly journalKey: string | null;
  /** To be called now and then: remembers how far the store's own time has come, where it has one. */
  keepTime(): Promise<void>;
  close(): Promise<void>;
}

export type Tx = Transaction<Tables>;

/**
 * Runs `work` in one transaction; a throw rolls everything back. Use only the `tx` given, never `store.db`, inside:
 * SQLite has one connection, and the second would wait for the first for ever. Wait for nothing but the database in it: others wait for its locks.
 */
export async function transact<T>(store: Store, work: (tx: Tx) => Promise<T>): Promise<T> {
  return await told(
    store,
    store.db.transaction().execute(work),
    'it is not known whether that was stored. Look at the incident’s message in a minute, and repeat it if nothing happened.',
  );
}

/** A read outside any transaction. */
export async function read<T>(store: Store, work: (db: Store['db']) => Promise<T>): Promise<T> {
  return await told(store, work(store.db), 'nothing was read and nothing has changed. Try again in a minute.');
}

async function told<T>(store: Store, work: Promise<T>, therefore: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw storeFailure(store.dialect, error, therefore);
  }
}

/** What the database's own trouble is called, with what is therefore so. Any other error stays as it is. */
export function storeFailure(dialect: Dialect, error: unknown, therefore: string): unknown {
  const { name } = dialect;
  switch (dialect.trouble(error)) {
    case 'away':
      return unavailable(`${name} did not answer, so ${therefore}`, error);
    case 'full':
      return unavailable(`The disk of ${name} is full, so nothing was stored. Free some space there; nothing has to be restarted.`, error);
    case 'read-only':
      return unavailable(
        `${name} may only be read, so nothing was stored. Make its file and folder writable, or point DATABASE_URL to the primary server.`,
        error,
      );
    case null:
      return error;
  }
}

function unavailable(message: string, cause: unknown): SwitchbackError {
  return new SwitchbackError('store_unavailable', message, { retryable: true, cause });
}
