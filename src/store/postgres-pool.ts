import type { PostgresDialectConfig } from 'kysely';
import pg from 'pg';

type PostgresPool = Exclude<PostgresDialectConfig['pool'], (...args: never) => unknown>;
type PostgresPoolClient = Awaited<ReturnType<PostgresPool['connect']>>;

/** How long the database may be silent, and how long others may wait for us. */
export interface Limits {
  readonly connectMs: number;
  /** An answer that takes longer is given up, and its connection with it. */
  readonly answerMs: number;
  /** What the server itself ends in a transaction: a statement, a wait for a lock, and the silence of a replica that froze or was cut off. */
  readonly inTransaction: { readonly statementMs: number; readonly lockMs: number; readonly idleMs: number } | null;
}

export const LIMITS: Limits = {
  connectMs: 10_000,
  answerMs: 12_000,
  inTransaction: { statementMs: 10_000, lockMs: 5_000, idleMs: 5_000 },
};

/** A migration rewrites what there is, and waits for the replica that is at it. */
export const PATIENT: Limits = { connectMs: 10_000, answerMs: 600_000, inTransaction: null };

/** One connection, which stays. What it holds is taken again on the one that takes its place. */
export interface Session {
  readonly onConnect: (client: pg.ClientBase) => Promise<void>;
}

/** A connection pool that outlives its server: whatever happens to a connection is told by the query on it, and ends no process. */
export function openPostgresPool(url: string, limits: Limits, session?: Session): PostgresPool {
  // The pool waits for what it answers, though its type does not say so.
  const onConnect: unknown = session?.onConnect;
  const pool = new pg.Pool({
    ...(session === undefined ? {} : { max: 1, idleTimeoutMillis: 0, onConnect: onConnect as () => void }),
    connectionString: url,
    connectionTimeoutMillis: limits.connectMs,
    query_timeout: limits.answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // pg would give int8 as text. Every bigint here is a count or milliseconds, far below 2^53.
    types: { getTypeParser: (oid, format) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) },
  });
  // An `error` without a listener ends the process. The pool listens to idle connections only, so each one gets its own.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  const begin = beginWithin(limits.inTransaction);
  return {
    options: pool.options,
    connect: async () => guarded(await pool.connect(), begin),
    end: () => pool.end(),
  };
}

/** A query that failed without an answer of the server may still be under way there: nobody may use its connection again. */
function guarded(client: pg.PoolClient, begin: string): PostgresPoolClient {
  let lost = false;
  const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    try {
      return await (text === 'begin' ? client.query(begin) : client.query(text, [...values]));
    } catch (error) {
      lost ||= !(error instanceof pg.DatabaseError);
      throw error;
    }
  };
  return { query, release: () => client.release(lost) } as PostgresPoolClient;
}

/** In the same round trip as `begin`, and for this transaction only: it passes a pooler that keeps no session. */
function beginWithin(within: Limits['inTransaction']): string {
  if (within === null) return 'begin';
  const { statementMs, lockMs, idleMs } = within;
  return `begin; set local statement_timeout = ${statementMs}; set local lock_timeout = ${lockMs}; set local idle_in_transaction_session_timeout = ${idleMs}`;
}
