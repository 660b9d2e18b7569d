import { sql, type RawBuilder } from 'kysely';

/** Everything in which the two databases differ. All else is one text. */
export interface Dialect {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** Milliseconds by the one clock that all replicas share. Leases, due times and timers are measured by it, and nothing else. */
  readonly clock: RawBuilder<number>;
  /** Ends a select whose row is then changed. SQLite's `begin immediate` has locked everything already. */
  readonly forUpdate: RawBuilder<unknown>;
  readonly forUpdateSkipLocked: RawBuilder<unknown>;
  /** Held to the end of the transaction: replicas that start together migrate one after the other. */
  readonly lockMigrations: RawBuilder<unknown>;
  /** Makes a table append-only. */
  refuseChanges(table: string): string[];
  /** What an append-only table with this key needs besides: no way around these triggers that leaves them in place. */
  refuseReplacing(table: string, key: readonly string[]): string[];
  isUniqueViolation(error: unknown): boolean;
  /** What ails the database itself, where that is why it failed. */
  trouble(error: unknown): Trouble | null;
}

/** `away`: it was not reached or did not answer in time, so what was under way may have been stored. After the other two nothing was. */
export type Trouble = 'away' | 'full' | 'read-only';

export const sqlite: Dialect = {
  name: 'SQLite',
  clock: sql<number>`switchback_now()`,
  forUpdate: sql``,
  forUpdateSkipLocked: sql``,
  lockMigrations: sql`select 1`,
  refuseChanges: (table) =>
    ['update', 'delete'].map(
      (change) => `create trigger ${table}_refuses_${change} before ${change} on ${table}
        begin select raise(abort, '${table} is append-only'); end`,
    ),
  // `insert or replace` deletes the row in its way without asking the trigger for deletes.
  refuseReplacing: (table, key) => [
    `create trigger ${table}_refuses_replacing before insert on ${table}
      when exists (select 1 from ${table} where rowid = new.rowid or (${key.map((column) => `${column} = new.${column}`).join(' and ')}))
      begin select raise(abort, '${table} is append-only'); end`,
  ],
  isUniqueViolation: (error) => [1555, 2067].includes(Number(field(error, 'errcode'))),
  // The low byte is the primary code: 5 busy, 6 locked, 8 read-only, 10 I/O error, 13 disk full, 14 cannot open.
  trouble: (error) => {
    const code = Number(field(error, 'errcode')) & 0xff;
    if (code === 13) return 'full';
    if (code === 8) return 'read-only';
    return [5, 6, 10, 14].includes(code) ? 'away' : null;
  },
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
  // A session that calls itself a replica runs no ordinary trigger.
  refuseReplacing: (table) => [
    `alter table ${table} enable always trigger ${table}_refuses_changes`,
    `alter table ${table} enable always trigger ${table}_refuses_truncate`,
  ],
  isUniqueViolation: (error) => field(error, 'code') === '23505',
  // 53100: disk full, 25006: read-only, as a standby is. 08: connection, 53: out of resources, 57: ended, shut down or starting up,
  // 25P03, 55P03, 40P01 and 40001: given up for the sake of others. pg gives its own time-outs and dead connections no code.
  trouble: (error) => {
    const code = `${field(error, 'code')}`;
    if (code === '53100') return 'full';
    if (code === '25006') return 'read-only';
    const away =
      /^(08|53|57|25P03|55P03|40P01|40001|ECONN|ENOTFOUND|ENOENT|ETIMEDOUT|EHOST|ENETUNREACH|EPIPE|EAI_)/.test(code) ||
      /timeout|Connection terminated|not queryable/.test(error instanceof Error ? error.message : '');
    return away ? 'away' : null;
  },
};

function field(error: unknown, name: 'code' | 'errcode'): unknown {
  return typeof error === 'object' && error !== null && name in error ? (error as Record<typeof name, unknown>)[name] : undefined;
}
