import type { Json } from '#domain/json.ts';

/**
 * Booleans, whole numbers and floats as JSON has them, `json` and `jsonb` parsed, a `bigint` too large for a number and everything else
 * (arrays, dates, `numeric`) as PostgreSQL prints it. Texts are untrusted.
 */
export type Row = Readonly<Record<string, Json>>;

/** Nothing was learnt. Neither holds a secret; `why` is in whole sentences. */
export type NotAnswered =
  /** The database looked at the question and refused it, or gave it up (57014: its time was over; 55P03: it waited for a lock). */
  { readonly kind: 'failed'; readonly sqlstate: string; readonly message: string } | { readonly kind: 'unreachable'; readonly why: string };

/** `cut`: there were more rows than are ever read, and these are the first. */
export type Answer = { readonly kind: 'rows'; readonly rows: readonly Row[]; readonly cut: boolean } | NotAnswered;

/** What the configured role could do beside reading. */
export interface Powers {
  readonly kind: 'powers';
  readonly role: string;
  readonly superuser: boolean;
  /** What it may change, a few words each: `write public.invoices`, `create tables in public`. Empty for a role that only reads. */
  readonly mayChange: readonly string[];
  /** Whether it sees what other roles are running (`pg_read_all_stats`). */
  readonly seesStatements: boolean;
}

/** One session that holds or waits for a strong lock, is blocked or blocks, changes a schema, or sits idle in a transaction. Times in milliseconds since the epoch. */
export interface Session {
  readonly pid: number;
  /** Together with the pid it names the session for good: pids are used again. Null where the role may not see it, as for all that follows. */
  readonly startedAt: number | null;
  readonly role: string | null;
  readonly application: string;
  /** `active`, `idle in transaction`, `idle in transaction (aborted)`, `idle`. */
  readonly state: string | null;
  readonly transactionSince: number | null;
  readonly statementSince: number | null;
  readonly waitingSince: number | null;
  /** What it runs, or ran last, up to its first literal, which may be a secret. Untrusted text. */
  readonly statement: string | null;
  readonly locks: readonly StrongLock[];
  /** Zero stands for a prepared transaction, which has no session. */
  readonly blockedBy: readonly number[];
}

/** A lock that ordinary statements do not take: ShareLock, ShareRowExclusiveLock, ExclusiveLock, AccessExclusiveLock. */
export interface StrongLock {
  readonly mode: string;
  /** Qualified; null for a table that its own transaction has not committed yet. */
  readonly table: string | null;
  readonly granted: boolean;
}

export interface Activity {
  readonly kind: 'activity';
  /** By the database's own clock. */
  readonly at: number;
  /** False where other roles' statements and times are hidden: locks are seen all the same. */
  readonly seesStatements: boolean;
  readonly sessions: readonly Session[];
}

/**
 * The live database, read and never written. Every member is one read-only transaction, ended by a rollback, on a connection of its own that
 * is closed before the answer is given; there is never a second one at the same time.
 *
 * @throws SwitchbackError `provider_answer_invalid` where PostgreSQL's own views do not look as they should.
 */
export interface Database {
  /** One `select`, and nothing else: two statements, or one that writes, are refused by the server. The search path is empty, so names must be qualified. */
  query(sql: string, signal: AbortSignal): Promise<Answer>;
  powers(signal: AbortSignal): Promise<Powers | NotAnswered>;
  /** What is running or stuck now, in this database. */
  activity(signal: AbortSignal): Promise<Activity | NotAnswered>;
}
