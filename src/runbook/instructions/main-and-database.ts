import { suspectOf } from '#src/providers/by-hand.ts';
import { quote } from '#src/shell/quote.ts';
import { CONNECTION } from '../database-commands.ts';
import { commitOf, migrationsOfTheDeploy } from '../git-commands.ts';
import { unless, type Instructions } from '../instruction.ts';

/** After the database went back: until main agrees with it, the next deploy applies the mistake again. */
export const mainAndDatabase = {
  holdDeploys: ({ branches: { main } }, own) => ({
    title: 'Hold deploys from main',
    lines: [
      `The migration is on ${main} until it is taken off. A deploy that runs migrations would apply it again.`,
      `Disable what deploys, and say in the channel that ${main} is held.`,
      `Where the platform deploys by itself and its build runs migrations, stop its builds of ${main} as well.`,
      ...own.lines,
      'The hold ends in a step of its own, once main agrees with the database.',
    ],
    commands: own.commands,
  }),
  takeOffMain: (subject, own) => ({
    title: 'Take the migration off main',
    lines: [
      'Hold every deploy from main until this is merged: the workflow stays disabled.',
      'Take off the migration’s whole folder, the code that needs it, and its line in the tool’s journal, in one pull request. Set MIGRATION to its folder.',
      'This is the one case in which an applied migration is taken off: it was undone in the database, and its history says so.',
      'Do not record it as applied: it is not in the schema.',
      ...unless(own, 'Open it for review where your code is hosted.'),
    ],
    commands: [
      migrationsOfTheDeploy(subject),
      'git fetch origin',
      `git switch -c take-off-migration ${quote(`origin/${subject.branches.main}`)}`,
      `git revert --no-edit ${commitOf(suspectOf(subject), 'BAD_COMMIT')}`,
      `# If the revert has left it there:\ngit rm -r ${quote(`./${subject.code.migrations}`)}/"$MIGRATION"`,
      'git push -u origin take-off-migration',
      ...own.commands,
      ...own.tool.history,
    ],
  }),
  matchMain: ({ code, branches: { main } }, own) => ({
    title: 'Make main agree with the restored database',
    lines: [
      CONNECTION,
      'List what main has and what the history of the restored database has. The newest rows tell how old it is.',
      'A migration that main has and the database has not is applied by the next deploy: take it off main, unless that is what you want.',
      'A migration that the database has stays on main, also the one that was the mistake: mend it with a new one.',
      'Write down what was written after the dump or the restore point, which is lost.',
    ],
    commands: [
      'git fetch origin',
      `git ls-tree --name-only ${quote(`origin/${main}`)} ${quote(`./${code.migrations}/`)}`,
      ...own.tool.history,
    ],
  }),
  resumeDeploys: (_, own) => ({
    title: 'Let deploys from main go on',
    lines: [
      'Only when main and the migrations table agree. Read what the next deploy would apply before it may: it should be nothing.',
      ...unless(own, 'Enable again what was disabled for the hold.'),
      'Watch the first deploy.',
    ],
    commands: [...own.tool.status, ...own.tool.history, ...own.commands],
  }),
  writePostMortem: (subject) => ({
    title: 'Write the post-mortem',
    lines: [
      `Required after rollback.sql. Say how the migration of ${suspectOf(subject)?.id ?? 'the bad deploy'} got through, when writes were off, and what data is lost.`,
      'Name the check that would have caught it, and who adds it until when.',
    ],
    commands: [],
  }),
  mendMigration: (subject, own) => ({
    title: 'Change the stopped migration, or take it off main',
    lines: [
      'As it is, the next deploy runs it again and waits for the same lock. Hold deploys until this is merged.',
      'Give it a lock_timeout and let it be tried again, build indexes concurrently, and change rows in small batches outside of it.',
      'If half of it is in the database, its history must say so before the next deploy.',
    ],
    commands: [migrationsOfTheDeploy(subject), "# At the top of the migration:\n# SET lock_timeout = '5s';", ...own.tool.history],
  }),
} satisfies Instructions;
