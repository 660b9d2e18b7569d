import type pg from 'pg';

const LEFT_OVER_MS = 3_600_000;

/**
 * Drops what judges left behind that were killed: older than an hour, and nobody is in it. What cannot be dropped is left to the next.
 *
 * @param now milliseconds since the epoch
 */
export async function sweep(admin: Pick<pg.Pool, 'query'>, now: number): Promise<void> {
  const isOld = (name: string): boolean => now - Number(/^switchback_scratch_(\d+)_[0-9a-f]{8}$/.exec(name)?.[1] ?? now) > LEFT_OVER_MS;
  const databases = await admin.query<{ name: string }>(
    `select datname as name from pg_catalog.pg_database as d
     where datname like 'switchback\\_scratch\\_%' and not exists (select 1 from pg_catalog.pg_stat_activity as a where a.datname = d.datname)`,
  );
  for (const { name } of databases.rows) if (isOld(name)) await admin.query(`drop database if exists ${name}`).catch(() => {});
  const roles = await admin.query<{ name: string }>(
    `select rolname as name from pg_catalog.pg_roles
     where rolname like 'switchback\\_scratch\\_%' and not exists (select 1 from pg_catalog.pg_stat_activity where usename = rolname)`,
  );
  for (const { name } of roles.rows) if (isOld(name)) await admin.query(`drop role if exists ${name}`).catch(() => {});
}
