import type { Scenario } from './scenario.ts';
import { proposedFix } from '../history/proposed-fix.ts';
import { withDatabase } from './with-database.ts';

const BY_HAND = 'alter table invoices add column total numeric(12, 2) generated always as (subtotal + tax) stored';

export const contractMigration: Scenario = {
  key: 'contract-migration',
  title: 'A migration that a rollback cannot undo',
  about: 'A deploy drops a column that nothing was supposed to read any more. Something still does. The rollback button is one click away.',
  schema: '0002_backfill',
  serving: 'dual-read',
  prepares: async () => {},
  breaks: ({ world }) => world.push('contract-with-forgotten-page', () => world.migrate('0003_contract')),
  page: 'The reports page fails for everybody since the last deploy.',
  hints: [
    {
      at: 'This is what it looks like',
      says: 'The old code was asked on today’s database and failed: the column that it reads is gone. Confirm the schema mistake, or try the rollback and see what the bot does.',
    },
    {
      at: 'Schema mistake: how do you want to recover?',
      says: 'Choose “Forward-fix the schema”: give the code back the column that it needs. Or try the re-point: you will be refused.',
    },
    {
      at: 'Refused: going back would make it worse',
      says: 'An alias re-point does not undo a migration. Choose “Forward-fix the schema”.',
    },
    {
      at: 'Read the drafted forward-fix',
      says: 'The bot drafted it from what the author of 0003_contract wrote beside it, and proved it on a scratch database. Read it in the thread, then press “Done”.',
    },
    { at: 'Name the change that broke it', says: 'The errors name it: column "total". 0003_contract dropped it. Press “Done”.' },
    {
      at: 'Apply the forward-fix to production',
      says: 'It writes to production, so ada asks and dot, the database owner, approves (play dot with one click). Then press “Apply the forward-fix” beside the channel, and “Done” as ada.',
    },
  ],
  runs: [
    {
      key: 'forward-fix',
      title: 'Apply the forward-fix',
      about: `Runs on production what the bot proposed on its branch or, where it proposed nothing: ${BY_HAND}`,
      run: ({ world }) =>
        withDatabase(world, async (client) => {
          const fix = proposedFix(world.history.repository);
          await client.query(fix?.sql ?? BY_HAND);
          return `Applied to production: ${fix === null ? BY_HAND : `${fix.file} of the branch ${fix.branch}`}`;
        }),
    },
  ],
};
