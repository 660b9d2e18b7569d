import type pg from 'pg';
import { openClient } from '#sandbox/postgres/open-client.ts';
import type { Scenario, Scenery } from './scenario.ts';
import { withDatabase } from './with-database.ts';

const EXPORT = 'nightly export';
const WAITING = `select pid from pg_stat_activity where query ilike 'alter table%' and wait_event_type = 'Lock'`;

export const lockingMigration: Scenario = {
  key: 'locking-migration',
  title: 'A migration that locks the table',
  about: 'A deploy adds a column, which takes a millisecond. This time every page that reads invoices hangs instead.',
  schema: '0002_backfill',
  serving: 'dual-read',
  needsServer: true,
  prepares: async ({ world }) => {
    await world.push('contract');
    await world.migrate('0003_contract');
  },
  breaks: async (scenery) => {
    await holdALock(scenery);
    const migrating = scenery.world.migrate('0004_reference').catch((error: unknown) => error);
    scenery.keep(() => migrating);
    await scenery.world.push('reference');
  },
  page: 'Pages with invoices load for ever and then fail, for everybody, since the last deploy.',
  hints: [
    {
      at: 'This is what it looks like',
      says: 'The bot has looked into the database: the migration waits, and everybody waits behind it. Going back would hang as well. Confirm the schema mistake.',
    },
    {
      at: 'Schema mistake: how do you want to recover?',
      says: 'Nothing is wrong with the schema itself. Choose “Stop a stuck migration”, which is the first way now.',
    },
    { at: 'Find who blocks whom', says: '“Do it by hand” shows the query. Press “Who blocks whom” beside the channel, then “Done”.' },
    {
      at: 'Cancel the migration, or terminate its blocker',
      says: 'ada asks, dot approves: it is the database owner’s. Then press “Cancel the migration” or “Terminate the blocker” beside the channel, and “Done” as ada.',
    },
    {
      at: 'Read what was applied',
      says: 'Cancelled: the column is not there. Terminated: the migration went through at once, and it is. The schema beside the channel shows which.',
    },
    {
      at: 'Is it recovered?',
      says: 'The lock is gone and the pages answer again. The bot counts until that is proved; there is nothing to do now.',
    },
  ],
  runs: [
    {
      key: 'find-blockers',
      title: 'Who blocks whom',
      about: 'Runs on production: select pg_blocking_pids(pid) of whoever waits for a lock',
      run: ({ world }) => withDatabase(world, whoBlocksWhom),
    },
    {
      key: 'cancel-migration',
      title: 'Cancel the migration',
      about: `Runs on production: select pg_cancel_backend(pid) for the waiting alter table`,
      run: ({ world }) =>
        withDatabase(world, async (client) => {
          const { rowCount } = await client.query(`select pg_cancel_backend(pid) from (${WAITING}) as waiting`);
          if (rowCount === 0) throw new Error('No alter table waits for a lock now, so nothing was cancelled.');
          return 'The migration was cancelled. Nothing of it was applied.';
        }),
    },
    {
      key: 'terminate-blocker',
      title: 'Terminate the blocker',
      about: 'Runs on production: select pg_terminate_backend(pid) for the session that the migration waits for',
      run: ({ world }) =>
        withDatabase(world, async (client) => {
          const { rowCount } = await client.query(
            `select pg_terminate_backend(blocker) from (select unnest(pg_blocking_pids(pid)) as blocker from (${WAITING}) as waiting) as blocking`,
          );
          if (rowCount === 0) throw new Error('No alter table waits for a lock now, so nobody was terminated.');
          return 'The session that held the lock was terminated. The migration went through at once.';
        }),
    },
  ],
};

/** A long transaction that has read the table and does nothing since: harmless until somebody wants to alter it. */
async function holdALock({ world, keep }: Scenery): Promise<void> {
  const client = await openClient({ connectionString: world.postgres.url, application_name: EXPORT });
  keep(() => client.end());
  await client.query('begin');
  await client.query('select count(*) from invoices');
}

async function whoBlocksWhom(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ what: string; waiting: number }>(`
    select coalesce(nullif(application_name, ''), left(query, 60)) || ' (' || state || ', pid ' || pid || ')' as what,
      (select count(*)::int from pg_stat_activity as other where pg_stat_activity.pid = any (pg_blocking_pids(other.pid))) as waiting
    from pg_stat_activity
    where pid in (select unnest(pg_blocking_pids(pid)) from pg_stat_activity)
    order by waiting`);
  if (rows.length === 0) throw new Error('Nobody waits for a lock now.');
  return rows.map(({ what, waiting }) => `${what} blocks ${waiting}`).join('; ');
}
