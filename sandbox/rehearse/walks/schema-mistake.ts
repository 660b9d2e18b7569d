import { proposedFix } from '#sandbox/history/proposed-fix.ts';
import { openClient } from '#sandbox/postgres/open-client.ts';
import type { Walk } from './walk.ts';

export const schemaMistake: Walk = {
  name: 'schema-mistake',
  about: 'The contract migration itself was wrong: a page of the live code still reads the dropped column.',
  world: { schema: '0002_backfill', serving: 'dual-read', drillsAllowed: false, requestsPerSecond: 75 },
  prepares: async () => {},
  breaks: async (world, stage) => {
    await stage.happens('a deploy drops invoices.total and ships code whose /reports still reads it', () =>
      world.push('contract-with-forgotten-page', () => world.migrate('0003_contract')),
    );
  },
  movesAt: 'the fix',
  play: async (world, stage) => {
    await stage.says('ada', '/rollback invoices');
    await stage.clicks('ada', 'No, data is intact');
    await stage.reads('The old code fails on today');
    await stage.until('This is what it looks like');
    await stage.clicks('ada', 'Confirm: schema mistake');
    await stage.clicks('ada', 'Re-point, if it is compatible');
    await stage.until('Refused: going back would make it worse');
    await stage.reads('column "total" does not exist');
    await stage.clicks('ada', 'Forward-fix the schema');
    await stage.until('Read the drafted forward-fix');
    await stage.reads('It is on branch switchback/fix-');
    await stage.clicks('ada', 'Done');
    await stage.until('Apply the forward-fix to production');
    await stage.clicks('ada', 'Ask for approval');
    await stage.reads('The whole file is attached to this thread');
    await stage.clicks('dot', 'I approve this step');
    const fix = proposedFix(world.history.repository);
    if (fix === null) throw new Error('The bot has proposed no fix.');
    await stage.happens(`dot applies ${fix.file} of the branch ${fix.branch}`, () => apply(world.postgres.url, fix.sql));
    await stage.clicks('ada', 'Done');
    await stage.reads('Recovered so far: ');
    await stage.until('Land the same migration on main');
    await stage.clicks('ada', 'Done');
    await stage.until('Write down how it got through');
    await stage.clicks('ada', 'Done');
    await stage.until('Closed');
    await stage.reads('Closed. What happened');
  },
};

async function apply(connectionString: string, sql: string): Promise<void> {
  const client = await openClient({ connectionString });
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
