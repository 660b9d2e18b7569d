import type { Tool } from '../migration.ts';

/** The table in which a tool keeps what it has applied, and how it is read: rows of `key`, `state`, `checksum`, oldest first. */
export interface AppliedTable {
  readonly name: string;
  /** `table` is its quoted name. */
  readonly sql: (table: string) => string;
}

const row = (key: string, state: string, checksum: string, order: string) => (table: string) =>
  `select ${key} as key, ${state} as state, ${checksum} as checksum from ${table} order by ${order}`;

/** Columns that only one generation of a table has are read through `to_jsonb`, where a missing one is null. */
const optional = (column: string) => `to_jsonb(t) ->> '${column}'`;

/**
 * Null for plain SQL, whose tool is not known. `state` is `applied`, `failed`, `unfinished` (running, or it died), or `undone`.
 * https://github.com/prisma/prisma-engines, drizzle-team/drizzle-orm, supabase/cli, pressly/goose, golang-migrate/migrate, launchbadge/sqlx, diesel-rs/diesel
 */
export const APPLIED_TABLES: Readonly<Record<Tool, AppliedTable | null>> = {
  prisma: {
    name: '_prisma_migrations',
    sql: row(
      'migration_name',
      "case when rolled_back_at is not null then 'undone' when finished_at is not null then 'applied' when logs is not null and logs <> '' then 'failed' else 'unfinished' end",
      'checksum',
      'started_at',
    ),
  },
  drizzle: {
    name: '__drizzle_migrations',
    sql: (table) => row(optional('name'), "'applied'", 'hash', 'created_at, id')(`${table} t`),
  },
  supabase: { name: 'schema_migrations', sql: row('version', "'applied'", 'null', 'version') },
  sql: null,
  goose: { name: 'goose_db_version', sql: row('version_id::text', "case when is_applied then 'applied' else 'undone' end", 'null', 'id') },
  'golang-migrate': {
    name: 'schema_migrations',
    sql: row('version::text', "case when dirty then 'failed' else 'applied' end", 'null', '1'),
  },
  sqlx: {
    name: '_sqlx_migrations',
    sql: row('version::text', "case when success then 'applied' else 'failed' end", "encode(checksum, 'hex')", 'version'),
  },
  diesel: { name: '__diesel_schema_migrations', sql: row('version', "'applied'", 'null', 'version') },
};
