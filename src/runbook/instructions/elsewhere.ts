import { CONNECTION, MIGRATION_HISTORY } from '../database-commands.ts';
import { quote } from '../quote.ts';
import type { Instructions } from '../subject.ts';
import { readProduction, vercelApi, vercelCli } from '../vercel-commands.ts';
import { neon } from './neon.ts';

/** Development, staging, and the two exits: nothing here moves production. */
export const elsewhere = {
  recreateDatabase: () => ({
    title: 'Recreate the development database and run the migrations again',
    lines: ['Check that the connection is the development one: this drops the database.', CONNECTION],
    commands: [
      'psql -X -w -d postgres -c "SELECT current_user, inet_server_addr()"',
      'dropdb -w --if-exists "$PGDATABASE"',
      'createdb -w "$PGDATABASE"',
      '# Drizzle:\nnpx drizzle-kit migrate',
      '# Prisma:\nnpx prisma migrate deploy',
    ],
  }),
  stagingChoosing: () => ({
    title: 'Staging: fix forward, or restore the branch',
    lines: [
      'Prefer the forward-fix: it is tried here and then taken to production.',
      'Restore the branch when staging has to work again at once.',
    ],
    commands: MIGRATION_HISTORY,
  }),
  applyOnStaging: (subject) => ({
    title: 'Apply the forward-fix on staging',
    lines: ['Check that the connection is staging’s.', CONNECTION, 'Then open the failing page.'],
    commands: [
      '# Drizzle:\nnpx drizzle-kit migrate',
      '# Prisma:\nnpx prisma migrate deploy',
      `curl -sS -o /dev/null -w ${quote('%{http_code}')} ${quote(subject.productionUrl)}`,
    ],
  }),
  findBranch: () => ({
    title: 'Find the branch from before the migration',
    lines: [
      'Take the newest branch that is older than the migration. Without one, Neon can make one from a moment inside its history.',
      'Set NEON_PROJECT_ID first.',
    ],
    commands: [
      'neon branches list --project-id "$NEON_PROJECT_ID"',
      `${neon('GET', '/projects/$NEON_PROJECT_ID/branches')} | jq ${quote('.branches[] | {id, name, default, created_at, parent_timestamp}')}`,
    ],
  }),
  restoreBranch: () => ({
    title: 'Restore the branch and point staging at it',
    lines: [
      'Set NEON_BRANCH_ID to staging’s branch and PREVIOUS_BRANCH_ID to the one from before. What is there now is kept under another name, for reading.',
      'A restore in place keeps the connection as it is. If you make another branch the default instead, update the connection and redeploy staging.',
    ],
    commands: [
      neon(
        'POST',
        '/projects/$NEON_PROJECT_ID/branches/$NEON_BRANCH_ID/restore',
        '{"source_branch_id":"$PREVIOUS_BRANCH_ID","preserve_under_name":"before-restore"}',
      ),
      `# Instead, another branch as the default:\n${neon('POST', '/projects/$NEON_PROJECT_ID/branches/$PREVIOUS_BRANCH_ID/set_as_default')}`,
    ],
  }),
  readMigrationsTable: () => ({
    title: 'Read the migrations table',
    lines: [CONNECTION, 'Its newest row must be the one before the mistake.'],
    commands: MIGRATION_HISTORY,
  }),
  abortDeploy: (subject) => ({
    title: 'Abort the deploy',
    lines: [
      'It does not serve production, so there is nothing to roll back and nothing to drain.',
      'Cancel the workflow that deploys it, and the build if it still runs. A build that is ready and not promoted needs nothing.',
    ],
    commands: [
      'gh run list --limit 5',
      'gh run cancel "$RUN_ID"',
      ...vercelCli(subject, 'ls', subject.vercel.project, '--prod'),
      `# BUILD is the id of a build that still runs:\n${vercelApi(subject, 'PATCH', '/v12/deployments/$BUILD/cancel')}`,
    ],
  }),
  confirmNothingMoved: (subject) => ({
    title: 'Confirm that nothing moved',
    lines: [
      'Production still serves the previous deployment, and the newest migration is not the new deploy’s. No rows carry its generation.',
      CONNECTION,
    ],
    commands: [...readProduction(subject), ...MIGRATION_HISTORY],
  }),
  notTheDeploy: (subject) => ({
    title: 'Look elsewhere than at the deploy',
    lines: [
      `Going back would not help. Production served ${subject.live?.id ?? 'nothing known'} when it was last read.`,
      'Look at the status pages of every provider, at environment variables and flags that changed, at certificates and quotas, and at the traffic itself.',
    ],
    commands: readProduction(subject),
  }),
} satisfies Instructions;
