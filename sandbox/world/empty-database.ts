import { openClient } from '#sandbox/postgres/open-client.ts';

/** Ends every other session and drops everything that the demo app has in its database. */
export async function emptyDatabase(url: string): Promise<void> {
  const client = await openClient({ connectionString: url });
  try {
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`,
    );
    for (const { name } of rows) await client.query(`drop schema ${name} cascade`);
    await client.query('create schema public');
  } finally {
    await client.end();
  }
}
