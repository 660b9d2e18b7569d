import { setTimeout as delay } from 'node:timers/promises';
import { mergeRevert } from './merge-revert.ts';
import { promoteBuild } from './promote-build.ts';
import type { Scenario } from './scenario.ts';

/** Long enough for the errors to be seen before nothing more is. */
const SEEN_MS = 6_000;

export const stalledSentry: Scenario = {
  key: 'stalled-sentry',
  title: 'No errors, because none arrive',
  about: 'A bad deploy, and the error tracker stops showing what it takes in. A flat line looks just like recovery.',
  schema: '0002_backfill',
  serving: 'dual-read',
  prepares: async ({ world }) => {
    await world.push('contract');
    await world.migrate('0003_contract');
  },
  breaks: async ({ world, switches }) => {
    await world.push('plain-bug');
    await delay(SEEN_MS);
    switches.set('stalled-sentry', true);
  },
  page: 'The list of invoices was gone a moment ago. Sentry shows no errors any more: is it over?',
  hints: [
    { at: 'Put production back?', says: 'Press “Roll back to …”. Then see whether the bot takes the silence for recovery.' },
    {
      at: 'Is it recovered?',
      says: 'The bot sends test events of its own and does not see them: silence proves nothing. Press “Sentry catches up” beside the channel, or wait until it gives the question to you.',
    },
    {
      at: 'Nobody can tell yet whether it is recovered',
      says: 'Press “Sentry catches up” beside the channel and then “Look again”; or accept it without proof, with your name on it.',
    },
    { at: 'Merge a pull request that reverts the bad commit', says: 'Press “Merge the revert” beside the channel, then “Done”.' },
  ],
  runs: [
    {
      key: 'sentry-catches-up',
      title: 'Sentry catches up',
      about: 'Sentry works through its backlog: everything that it took in becomes visible.',
      run: async ({ switches }) => {
        switches.set('stalled-sentry', false);
        return 'Sentry shows again what it takes in.';
      },
    },
    mergeRevert('contract'),
    promoteBuild,
  ],
};
