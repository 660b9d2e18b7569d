import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Kysely, PostgresDialect, sql, type RawBuilder } from 'kysely';
import type pg from 'pg';
import { LIMITS, openPostgresPool } from './postgres-pool.ts';
import { storeFailure, type Store } from './store.ts';
import type { Tables } from './tables.ts';

/** This process, as the ledger calls it, and what it knows of the others. */
export interface Owner {
  /** Of no other process that is or was. */
  readonly name: string;
  /** How dead owners are told from living ones. Null where nobody can: their leases run out. */
  readonly others: {
    /** To be asked on this connection: it cannot answer unless we are seen to live ourselves. */
    readonly db: Kysely<Tables>;
    /** Whether the owner of an effect that was begun is dead for certain. */
    readonly isDead: RawBuilder<boolean>;
  } | null;
  close(): Promise<void>;
}

/** Begins the name of an owner that is dead when nobody holds its lock. A replica without a lock must not look dead to others. */
const IN_SESSION = 'session:';

/**
 * An SQLite file has one user at a time, so whoever else began something is dead. On PostgreSQL each owner holds an advisory lock in a session
 * that ends with the process: the server frees it when the process is killed, and keeps it for one that is frozen.
 */
export async function becomeOwner(store: Pick<Store, 'db' | 'dialect'>, url: string): Promise<Owner> {
  const name = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  if (url.startsWith('sqlite:')) {
    return { name, others: { db: store.db, isDead: sql<boolean>`owner <> ${name}` }, close: () => Promise.resolve() };
  }
  try {
    return await inSession(url, `${IN_SESSION}${name}`, name);
  } catch (error) {
    throw storeFailure(store.dialect, error, 'nothing was begun. Check DATABASE_URL and that the database accepts connections.');
  }
}

async function inSession(url: string, held: string, plain: string): Promise<Owner> {
  let isShared = false;
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: openPostgresPool(url, LIMITS, {
        onConnect: async (client) => {
          isShared = await isPooled(client);
          // Shared: after a connection was lost, the server may hold the lock of the old session for a while.
          if (!isShared) await client.query('select pg_advisory_lock_shared(hashtextextended($1, 0))', [held]);
        },
      }),
    }),
  });
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  if (!isShared) return { name: held, others: { db, isDead: NOBODY_HOLDS_ITS_LOCK }, close: () => db.destroy() };
  await db.destroy();
  return { name: plain, others: null, close: () => Promise.resolve() };
}

/** A pooler gives clients process numbers of its own, and their sessions to others after each transaction: a lock would outlive its owner, or be lost. */
async function isPooled(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid !== (client as { readonly processID?: number }).processID;
}

const NOBODY_HOLDS_ITS_LOCK = sql<boolean>`
  owner like ${sql.lit(`${IN_SESSION}%`)} and hashtextextended(owner, 0) not in (
    select (classid::bigint << 32) | objid::bigint from pg_locks
    where locktype = 'advisory' and objsubid = 1 and granted and database = (select oid from pg_database where datname = current_database())
  )`;
