import { suspectOf } from '#src/providers/by-hand.ts';
import { quote } from '#src/shell/quote.ts';
import { askTheApp, statusOf } from '../ask-the-app.ts';
import { revertOnABranch } from '../git-commands.ts';
import { unless, type Instructions } from '../instruction.ts';

/** What keeps the recovery from being undone by the next merge. */
export const makingDurable = {
  mergeRevert: (subject, own) => ({
    title: 'Revert the bad commit on main and merge it',
    lines: [
      'The re-point is a stopgap: as long as the bad commit is on main, the next merge ships it again.',
      'Let CI run and merge when it is green. Leave applied migrations out of the revert.',
      ...own.lines,
      ...unless(own, 'Open it for review where your code is hosted.'),
    ],
    commands: [...revertOnABranch(subject), ...own.commands],
  }),
  verifyNewBuild: (_, own) => ({
    title: 'Verify the new build on its own URL',
    lines: [
      'New builds should not get the production domains now, so it should be staged. Open the failing pages on its own URL.',
      ...own.lines,
    ],
    commands: own.commands,
  }),
  promoteNewBuild: (subject, own) => ({
    title: 'Promote the new build',
    lines: [
      `Production serves ${subject.move?.target.id ?? 'the deployment that was rolled back to'} until you do: the incident would end on old code.`,
      ...own.lines,
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  smokeTest: (subject) => ({
    title: 'Smoke-test production',
    lines: ['Open the pages that failed, and one that writes. Then the bot puts auto-assignment back.'],
    commands: [statusOf(subject.productionUrl), ...askTheApp(subject)],
  }),
  revertForGood: (subject, own) => ({
    title: 'Fix or revert the bad commit on main',
    lines: ['Production runs the prior code under a new tag, and main still has the bug.'],
    commands: [...revertOnABranch(subject), ...own.commands],
  }),
  annotateRelease: (subject, own) => ({
    title: 'Annotate the release',
    lines: [
      'Mark the bad release as a pre-release, and attach a note with the tag, the generations and the class.',
      ...own.lines,
      `Note the same in the operations channel: the deployment ${suspectOf(subject)?.id ?? 'that was rolled back'}, its commit and the class.`,
    ],
    commands: own.commands,
  }),
  landMigration: ({ code }, own) => ({
    title: 'Land the same migration on main',
    lines: [
      'The file on main, the migrations table and the schema must say the same. If it was applied by hand, record it, or the next deploy applies it a second time and fails.',
      'Set MIGRATION to its name.',
    ],
    commands: [
      `git add ${quote(`./${code.migrations}`)}`,
      'git commit -m "fix: forward-fix the schema"',
      'git push',
      ...own.commands,
      ...own.tool.recordApplied,
      ...own.tool.history,
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
  autoAssignment: (_, own) => ({
    title: 'Put auto-assignment of production domains back',
    lines: [
      'Only to what it was before the incident, and only when the revert has merged and its build is verified. Otherwise the next merge ships the bug again.',
      ...own.lines,
    ],
    commands: own.commands,
  }),
} satisfies Instructions;
