import { createHash } from 'node:crypto';
import { openClient } from '#sandbox/postgres/open-client.ts';
import { readJournal, readMigration, type Migration } from './migrations.ts';

/**
 * Applies what is pending, up to and including one migration, and keeps Drizzle's own books (`drizzle.__drizzle_migrations`).
 * As Drizzle does, it goes by the largest recorded time and applies all in one transaction. Running it again changes nothing.
 */
export async function migrate(url: string, upTo: Migration): Promise<void> {
  const { entries } = await readJournal(upTo);
  const client = await openClient({ connectionString: url });
  try {
    await client.query('begin');
    await client.query('create schema if not exists drizzle');
    await client.query(
      'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
    );
    const { rows } = await client.query<{ last: string | null }>('select max(created_at) as last from drizzle.__drizzle_migrations');
    for (const { tag, when } of entries.filter((entry) => entry.when > Number(rows[0]?.last ?? 0))) {
      const sql = await readMigration(tag);
      for (const statement of sql.split('--> statement-breakpoint')) await client.query(statement);
      const hash = createHash('sha256').update(sql).digest('hex');
      await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [hash, when]);
    }
    await client.query('commit');
  } finally {
    // Ending the connection rolls back whatever was not committed.
    await client.end();
  }
}
