/** Tables in which migration tools remember what they applied. They are no part of what the application's code was written for. */
export const BOOKKEEPING_TABLES = [
  '_prisma_migrations',
  '__drizzle_migrations',
  'goose_db_version',
  'schema_migrations',
  '_sqlx_migrations',
  '__diesel_schema_migrations',
  'atlas_schema_revisions',
  'flyway_schema_history',
  'alembic_version',
  'knex_migrations',
  'knex_migrations_lock',
  'kysely_migration',
  'kysely_migration_lock',
  'databasechangelog',
  'databasechangeloglock',
  'ar_internal_metadata',
] as const;

export const BOOKKEEPING_SCHEMAS = ['drizzle', 'supabase_migrations'] as const;
