import pg from 'pg';
import type { World } from '#sandbox/world/start-world.ts';

/** A session of its own on the demo app's database, as a person with a database client has. */
export async function withDatabase<T>({ postgres }: Pick<World, 'postgres'>, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: postgres.url, statement_timeout: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
