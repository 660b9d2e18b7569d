import type { Kysely, Transaction } from 'kysely';
import { SwitchbackError } from '#domain/errors.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './tables.ts';

export interface Store {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
  close(): Promise<void>;
}

export type Tx = Transaction<Tables>;

/**
 * Runs `work` in one transaction; a throw rolls everything back. Use only the `tx` given, never `store.db`, inside:
 * SQLite has one connection, and the second would wait for the first for ever.
 */
export async function transact<T>(store: Store, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await store.db.transaction().execute(work);
  } catch (error) {
    if (!store.dialect.isUnavailable(error)) throw error;
    throw new SwitchbackError(
      'store_unavailable',
      `${store.dialect.name} did not answer, so it is not known whether the change was stored. Deliver the same event again: its key keeps it from counting twice.`,
      { retryable: true, cause: error },
    );
  }
}
