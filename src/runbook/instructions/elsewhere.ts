import { askTheApp, statusOf } from '../ask-the-app.ts';
import { CONNECTION, countGeneration } from '../database-commands.ts';
import { unless, type Instructions } from '../instruction.ts';

/** Development, staging, and the two exits: nothing here moves production. */
export const elsewhere = {
  recreateDatabase: (_, own) => ({
    title: 'Recreate the development database and run the migrations again',
    lines: ['Check that the connection is the development one: this drops the database.', CONNECTION],
    commands: [
      'psql -X -w -d postgres -c "SELECT current_user, inet_server_addr()"',
      'dropdb -w --if-exists "$PGDATABASE"',
      'createdb -w "$PGDATABASE"',
      ...own.tool.apply,
    ],
  }),
  stagingChoosing: (_, own) => ({
    title: 'Staging: fix forward, or restore the branch',
    lines: [
      'Prefer the forward-fix: it is tried here and then taken to production.',
      'Restore the branch when staging has to work again at once.',
    ],
    commands: own.tool.history,
  }),
  applyOnStaging: (subject, own) => ({
    title: 'Apply the forward-fix on staging',
    lines: ['Check that the connection is staging’s.', CONNECTION, 'Then open the failing page.'],
    commands: [...own.tool.apply, statusOf(subject.productionUrl)],
  }),
  findBranch: (_, own) => ({
    title: 'Find the branch from before the migration',
    lines: [
      'Take the newest branch or snapshot of the database that is older than the migration.',
      ...own.lines,
      ...unless(own, 'Where your database has neither, restore a dump into a new database, or fix forward.'),
    ],
    commands: own.commands,
  }),
  restoreBranch: (_, own) => ({
    title: 'Restore the branch and point staging at it',
    lines: [
      'Keep what is there now under another name, for reading.',
      ...own.lines,
      ...unless(own, 'Restore it as your database does, then update the connection and redeploy staging where the address changed.'),
    ],
    commands: own.commands,
  }),
  readMigrationsTable: (_, own) => ({
    title: 'Read the migrations table',
    lines: [CONNECTION, 'Its newest row must be the one before the mistake.'],
    commands: own.tool.history,
  }),
  abortDeploy: (_, own) => ({
    title: 'Abort the deploy',
    lines: [
      'It does not serve production, so there is nothing to roll back.',
      'Cancel the workflow that deploys it, and the build if it still runs.',
      ...own.lines,
    ],
    commands: own.commands,
  }),
  confirmNothingMoved: (subject, own) => ({
    title: 'Confirm that nothing moved',
    lines: [
      'Production still serves the previous deployment, and the newest migration is not the new deploy’s. No rows carry its generation.',
      CONNECTION,
    ],
    commands: [...own.commands, ...askTheApp(subject), ...own.tool.history, ...countGeneration(subject)],
  }),
  notTheDeploy: (subject, own) => ({
    title: 'Look elsewhere than at the deploy',
    lines: [
      `Going back would not help. Production served ${subject.live?.id ?? 'nothing known'} when it was last read.`,
      'Look at the status pages of every provider, at environment variables and flags that changed, at certificates and quotas, and at the traffic itself.',
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
} satisfies Instructions;
