import type pg from 'pg';
import { openClient } from '#sandbox/postgres/open-client.ts';
import type { World } from '#sandbox/world/start-world.ts';

/** A session of its own on the demo app's database, as a person with a database client has. */
export async function withDatabase<T>({ postgres }: Pick<World, 'postgres'>, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openClient({ connectionString: postgres.url, statement_timeout: 10_000 });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
