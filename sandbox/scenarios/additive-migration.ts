import { mergeRevert } from './merge-revert.ts';
import { promoteBuild } from './promote-build.ts';
import type { Scenario } from './scenario.ts';

export const additiveMigration: Scenario = {
  key: 'additive-migration',
  title: 'A migration that only added something',
  about: 'A deploy adds a column and code that reads it, and the code fails. There is a migration in between: is going back safe?',
  schema: '0002_backfill',
  serving: 'dual-read',
  prepares: async ({ world }) => {
    await world.push('contract');
    await world.migrate('0003_contract');
  },
  breaks: ({ world }) => world.push('due-date', () => world.migrate('0004_due_date')),
  page: 'The list of invoices fails since the deploy that brought due dates.',
  hints: [
    {
      at: 'Would the old code run on today’s schema?',
      says: 'The migration only added a column that may be empty, and the bot asked the old code on today’s database: it answers. So yes, it would run.',
    },
    { at: 'This is what it looks like', says: 'The old code runs on this schema, so the fault is in the new code: confirm the app bug.' },
    { at: 'Put production back?', says: 'The added column does no harm to the old code. Press “Roll back to …”.' },
    {
      at: 'Merge a pull request that reverts the bad commit',
      says: 'Press “Merge the revert” beside the channel, then “Done”. The column may stay.',
    },
  ],
  runs: [mergeRevert('contract'), promoteBuild],
};
