import { MIGRATION_HISTORY } from '../database-commands.ts';
import { revertOnABranch } from '../git-commands.ts';
import { quote } from '../quote.ts';
import { suspectOf, type Instructions, type Subject } from '../subject.ts';
import {
  askTheApp,
  ONE_WAY,
  projectPath,
  promoteByHand,
  readProduction,
  setAutoAssignment,
  vercelApi,
  vercelCli,
} from '../vercel-commands.ts';

/** What keeps the recovery from being undone by the next merge. */
export const makingDurable = {
  mergeRevert: (subject) => ({
    title: 'Revert the bad commit on main and merge it',
    lines: [
      'The re-point is a stopgap: as long as the bad commit is on main, the next merge ships it again.',
      'Let CI run and merge when it is green. Leave applied migrations out of the revert.',
    ],
    commands: [...revertOnABranch(subject), 'gh pr checks --watch', 'gh pr merge --merge'],
  }),
  verifyNewBuild: (subject) => ({
    title: 'Verify the new build on its own URL',
    lines: ['New builds should not get the production domains now, so it should be staged. Open the failing pages on its own URL.'],
    commands: [
      ...vercelCli(subject, 'ls', subject.vercel.project, '--prod'),
      `# NEW_DEPLOYMENT_URL is the newest of the list:\ncurl -sS -o /dev/null -w ${quote('%{http_code}')} "$NEW_DEPLOYMENT_URL"`,
    ],
  }),
  promoteNewBuild: (subject) => ({
    title: 'Promote the new build',
    lines: [
      `Production serves ${subject.move?.target.id ?? 'the deployment that was rolled back to'} until you do: the incident would end on old code.`,
      'Set NEW_DEPLOYMENT_URL and NEW_DEPLOYMENT, its id, to the build that was verified on its own URL.',
      'A promote turns auto-assignment ON every time; the bot puts it back to what it was before the incident.',
      ONE_WAY,
    ],
    commands: [...promoteByHand(subject), ...readProduction(subject)],
  }),
  smokeTest: (subject) => ({
    title: 'Smoke-test production',
    lines: ['Open the pages that failed, and one that writes. Then the bot puts auto-assignment back.'],
    commands: [`curl -sS -o /dev/null -w ${quote('%{http_code}')} ${quote(subject.productionUrl)}`, ...askTheApp(subject)],
  }),
  revertForGood: (subject) => ({
    title: 'Fix or revert the bad commit on main',
    lines: ['Production runs the prior code under a new tag, and main still has the bug.'],
    commands: revertOnABranch(subject),
  }),
  annotateRelease: (subject) => ({
    title: 'Annotate the release',
    lines: [
      'Mark the bad release as a pre-release, and attach a note with the tag, the generations and the class. Set BAD_TAG to it.',
      'Note the same in the operations channel.',
    ],
    commands: ['gh release edit "$BAD_TAG" --prerelease', `gh release edit "$BAD_TAG" --notes ${quote(note(subject))}`],
  }),
  landMigration: ({ code }) => ({
    title: 'Land the same migration on main',
    lines: [
      'The file on main, the migrations table and the schema must say the same. If it was applied by hand, record it, or the next deploy applies it a second time and fails.',
      'Set MIGRATION to its name.',
    ],
    commands: [
      `git add ${quote(`./${code.migrations}`)}`,
      'git commit -m "fix: forward-fix the schema"',
      'git push',
      '# Prisma, for what was applied by hand:\nnpx prisma migrate resolve --applied "$MIGRATION"',
      ...MIGRATION_HISTORY,
    ],
  }),
  nameTheGap: (subject) => ({
    title: 'Write down how it got through',
    lines: [
      'Which check would have caught it: ADD COLUMN NOT NULL without a default, DROP COLUMN or TABLE, ALTER COLUMN TYPE, ADD UNIQUE on an existing table?',
      `Write it where your deploy rules live, with the deployment ${suspectOf(subject)?.id ?? 'that carried it'}.`,
    ],
    commands: [],
  }),
  resumeNormal: () => ({
    title: 'Put everything back to normal',
    lines: [
      'See that the workers run, the release is annotated, and temporary databases are noted with a date for their removal.',
      'Tell stakeholders that it is over, and write down the gap in the rules if there was one.',
    ],
    commands: [],
  }),
  autoAssignment: (subject) => ({
    title: 'Put auto-assignment of production domains back',
    lines: [
      'Only to what it was before the incident, and only when the revert has merged and its build is verified. Otherwise the next merge ships the bug again.',
      'In the dashboard it is among the project’s settings. A promote turns it on every time.',
    ],
    commands: [
      `${vercelApi(subject, 'GET', projectPath(subject))} | jq .autoAssignCustomDomains`,
      `# If it was on before:\n${setAutoAssignment(subject, true)}`,
      `# If it was off before:\n${setAutoAssignment(subject, false)}`,
    ],
  }),
} satisfies Instructions;

function note(subject: Subject): string {
  return `Rolled back. Deployment: ${suspectOf(subject)?.id ?? 'unknown'}. Commit: ${suspectOf(subject)?.commit ?? 'unknown'}. Service: ${subject.service}.`;
}
