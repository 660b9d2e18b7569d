import { mergeRevert } from './merge-revert.ts';
import { promoteBuild } from './promote-build.ts';
import type { Scenario } from './scenario.ts';

export const providerOutage: Scenario = {
  key: 'provider-outage',
  title: 'The platform is down as well',
  about: 'A bad deploy, and just then the API that could take it back answers nothing but errors.',
  schema: '0002_backfill',
  serving: 'dual-read',
  prepares: async ({ world }) => {
    await world.push('contract');
    await world.migrate('0003_contract');
  },
  breaks: async ({ world, switches }) => {
    await world.push('plain-bug');
    switches.set('failing-vercel', true);
  },
  page: 'The list of invoices is gone. Vercel’s dashboard does not load either.',
  hints: [
    {
      at: null,
      says: 'Type /rollback invoices as ada. The bot will say what it could not read; it guesses nothing.',
    },
    {
      at: 'Is the suspected deploy serving production?',
      says: 'Vercel could not be read, so the bot asks you instead of guessing. Customers do see the new pages; or wait: press “Vercel is back” and then “Gather the facts again” in the menu.',
    },
    {
      at: 'Did the errors begin with this deploy?',
      says: 'Without Vercel the bot does not know when the deploy went live. Press “Vercel is back” beside the channel, then “Gather the facts again” in the menu.',
    },
    {
      at: 'This is what it looks like',
      says: 'If it rests on your answers only, press “Vercel is back” and then “Gather the facts again” in the menu. If the facts are there, confirm the app bug.',
    },
    { at: 'Put production back?', says: 'Now everything could be read. Press “Roll back to …”.' },
    {
      at: 'The move did not go through',
      says: 'Nothing was moved. Press “Vercel is back” beside the channel, then “Gather the facts again” in the menu.',
    },
    { at: 'Merge a pull request that reverts the bad commit', says: 'Press “Merge the revert” beside the channel, then “Done”.' },
  ],
  runs: [
    {
      key: 'vercel-is-back',
      title: 'Vercel is back',
      about: 'Vercel’s status page says resolved: its API answers again.',
      run: async ({ switches }) => {
        switches.set('failing-vercel', false);
        return 'Vercel’s API answers again.';
      },
    },
    mergeRevert('contract'),
    promoteBuild,
  ],
};
