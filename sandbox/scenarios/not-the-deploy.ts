import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from './scenario.ts';

/** How long before the deploy the errors begin. */
const LEAD_MS = 4_500;

export const notTheDeploy: Scenario = {
  key: 'not-the-deploy',
  title: 'Errors that are not the deploy’s',
  about: 'A deploy went out and pages fail. Everybody looks at the deploy.',
  schema: '0002_backfill',
  serving: 'dual-read',
  prepares: async ({ world }) => {
    await world.push('contract');
    await world.migrate('0003_contract');
    await world.push('dollars');
  },
  breaks: async ({ world }) => {
    world.exchangeRates.setFailing(true);
    await delay(LEAD_MS);
    await world.push('dollars-and-totals');
  },
  page: 'The reports page fails. Somebody deployed just now.',
  hints: [
    {
      at: 'This is what it looks like',
      says: 'The errors are older than the deploy: going back changes nothing. Confirm that it is not the deploy.',
    },
    {
      at: 'It is not the deploy',
      says: 'The bot touched nothing. The exchange rates that the app asks for fail: press “Call the provider” beside the channel, then close the incident.',
    },
  ],
  runs: [
    {
      key: 'call-provider',
      title: 'Call the provider',
      about: 'The people who run the exchange rates restart their service.',
      run: async ({ world }) => {
        world.exchangeRates.setFailing(false);
        return 'The exchange rates answer again. No deployment was touched.';
      },
    },
  ],
};
