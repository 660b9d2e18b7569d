import { sql, type RawBuilder } from 'kysely';

/** Everything in which the two databases differ. All else is one text. */
export interface Dialect {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** Milliseconds since the epoch by the one clock that all replicas share. Leases are measured by it. */
  readonly clock: RawBuilder<number>;
  /** Ends a select whose row is then changed. SQLite's `begin immediate` has locked everything already. */
  readonly forUpdate: RawBuilder<unknown>;
  readonly forUpdateSkipLocked: RawBuilder<unknown>;
  /** Held to the end of the transaction: replicas that start together migrate one after the other. */
  readonly lockMigrations: RawBuilder<unknown>;
  /** Makes a table append-only. */
  refuseChanges(table: string): string[];
  isUniqueViolation(error: unknown): boolean;
  /** The database could not be reached, or did not answer in time. */
  isUnavailable(error: unknown): boolean;
}

export const sqlite: Dialect = {
  name: 'SQLite',
  clock: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  forUpdate: sql``,
  forUpdateSkipLocked: sql``,
  lockMigrations: sql`select 1`,
  refuseChanges: (table) =>
    ['update', 'delete'].map(
      (change) => `create trigger ${table}_refuses_${change} before ${change} on ${table}
        begin select raise(abort, '${table} is append-only'); end`,
    ),
  isUniqueViolation: (error) => [1555, 2067].includes(Number(field(error, 'errcode'))),
  // The low byte is the primary code: 5 busy, 6 locked, 10 I/O error, 13 disk full, 14 cannot open.
  isUnavailable: (error) => [5, 6, 10, 13, 14].includes(Number(field(error, 'errcode')) & 0xff),
};

export const postgres: Dialect = {
  name: 'PostgreSQL',
  clock: sql<number>`(extract(epoch from statement_timestamp()) * 1000)::bigint`,
  forUpdate: sql`for update`,
  forUpdateSkipLocked: sql`for update skip locked`,
  lockMigrations: sql`select pg_advisory_xact_lock(7310583402)`,
  refuseChanges: (table) => [
    `create function ${table}_is_append_only() returns trigger language plpgsql as
      $$ begin raise exception '${table} is append-only'; end $$`,
    `create trigger ${table}_refuses_changes before update or delete on ${table} for each row execute function ${table}_is_append_only()`,
    `create trigger ${table}_refuses_truncate before truncate on ${table} for each statement execute function ${table}_is_append_only()`,
  ],
  isUniqueViolation: (error) => field(error, 'code') === '23505',
  // 08: connection, 53: out of resources, 57P: shut down or starting up. pg gives its own time-outs no code.
  isUnavailable: (error) =>
    /^(08|53|57P|ECONN|ENOTFOUND|ENOENT|ETIMEDOUT|EHOST|EPIPE|EAI_)/.test(`${field(error, 'code')}`) ||
    /timeout exceeded|Connection terminated/.test(error instanceof Error ? error.message : ''),
};

function field(error: unknown, name: 'code' | 'errcode'): unknown {
  return typeof error === 'object' && error !== null && name in error ? (error as Record<typeof name, unknown>)[name] : undefined;
}
