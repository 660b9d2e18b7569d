import { openClient } from '#sandbox/postgres/open-client.ts';
import type { Walk } from './walk.ts';

const FORWARD_FIX = 'alter table invoices add column total numeric generated always as (subtotal + tax) stored';

export const schemaMistake: Walk = {
  name: 'schema-mistake',
  about: 'The contract migration itself was wrong: a page of the live code still reads the dropped column.',
  world: { schema: '0002_backfill', serving: 'dual-read', drillsAllowed: false, requestsPerSecond: 35 },
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
    await stage.until('This is what it looks like');
    await stage.clicks('ada', 'Confirm: schema mistake');
    await stage.clicks('ada', 'Re-point, if it is compatible');
    await stage.until('Refused: going back would make it worse');
    await stage.reads('column "total" does not exist');
    await stage.clicks('ada', 'Forward-fix the schema');
    await stage.until('Name the change that broke it');
    await stage.clicks('ada', 'Done');
    await stage.until('Write the forward-fix migration');
    await stage.clicks('ada', 'Done');
    await stage.until('Try it on a copy');
    await stage.clicks('ada', 'Done');
    await stage.until('Apply the forward-fix to production');
    await stage.clicks('ada', 'Ask for approval');
    await stage.clicks('ben', 'I approve this step');
    await stage.happens(`dot applies: ${FORWARD_FIX}`, () => apply(world.postgres.url));
    await stage.clicks('ada', 'Done');
    await stage.reads('Recovered: ');
    await stage.until('Land the same migration on main');
    await stage.clicks('ada', 'Done');
    await stage.until('Write down how it got through');
    await stage.clicks('ada', 'Done');
    await stage.until('Closed');
    await stage.reads('Closed. What happened');
  },
};

async function apply(connectionString: string): Promise<void> {
  const client = await openClient({ connectionString });
  try {
    await client.query(FORWARD_FIX);
  } finally {
    await client.end();
  }
}
