import { mergeRevert } from './merge-revert.ts';
import { promoteBuild } from './promote-build.ts';
import type { Scenario } from './scenario.ts';

export const appBug: Scenario = {
  key: 'app-bug',
  title: 'A bug in the new code',
  about: 'A deploy goes out, and a page that customers use a lot fails at once. No migration came with it.',
  schema: '0002_backfill',
  serving: 'dual-read',
  prepares: async ({ world }) => {
    await world.push('contract');
    await world.migrate('0003_contract');
  },
  breaks: ({ world }) => world.push('plain-bug'),
  page: 'Customers say that the list of invoices is gone since a moment ago.',
  hints: [
    {
      at: 'This is what it looks like',
      says: 'The errors began with the deploy and the migrations are the same: confirm that it is an app bug.',
    },
    {
      at: 'Put production back?',
      says: 'The old code was asked on today’s database and answers. Going back is the fastest way: press “Roll back to …”.',
    },
    {
      at: 'Merge a pull request that reverts the bad commit',
      says: 'Production is back, but main still has the bug. Press “Merge the revert” beside the channel, then “Done”.',
    },
    {
      at: 'Verify the new build on its own URL',
      says: 'The revert is built and staged. Open its URL among the deployments, then press “Done”.',
    },
    {
      at: 'Promote the new build',
      says: 'Press “Promote the newest build” beside the channel, then “Done”: the bot reads whether production serves it.',
    },
  ],
  runs: [mergeRevert('contract'), promoteBuild],
};
