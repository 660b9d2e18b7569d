import { quote } from '#src/shell/quote.ts';

/** A URL on a command line can be read by every user of the machine, so the connection is taken from the environment. */
export const CONNECTION =
  'Set PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE first, for the direct address and not the pooled one. A URL on the command line can be read by every user of that machine.';

export const PSQL = 'psql -X -w -v ON_ERROR_STOP=1';

/** Stops at the first error and answers with an exit code; reads no startup file and never waits for a password. */
export function psql(sql: string): string {
  return `${PSQL} -c ${quote(sql)}`;
}

/** Gives up instead of queueing every reader behind it. */
export const SHORT_LOCKS = `export PGOPTIONS=${quote('-c lock_timeout=5s -c statement_timeout=60s')}`;

/** Each tool keeps its history in a table of its own. Where the tool is not known, a table that does not exist is an error that says so. */
export const MIGRATION_HISTORY: readonly string[] = [
  `# Prisma:\n${psql('SELECT migration_name, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY started_at DESC LIMIT 5')}`,
  `# Drizzle:\n${psql('SELECT id, hash, to_timestamp(created_at / 1000.0) AS created FROM drizzle.__drizzle_migrations ORDER BY created_at DESC LIMIT 5')}`,
  `# Supabase migrations:\n${psql('SELECT version, name FROM supabase_migrations.schema_migrations ORDER BY version DESC LIMIT 5')}`,
  `# goose:\n${psql('SELECT version_id, is_applied, tstamp FROM goose_db_version ORDER BY id DESC LIMIT 5')}`,
  `# golang-migrate:\n${psql('SELECT version, dirty FROM schema_migrations')}`,
  `# sqlx:\n${psql('SELECT version, description, installed_on, success FROM _sqlx_migrations ORDER BY version DESC LIMIT 5')}`,
  `# Diesel:\n${psql('SELECT version, run_on FROM __diesel_schema_migrations ORDER BY version DESC LIMIT 5')}`,
];
