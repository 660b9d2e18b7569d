import { suspectOf, type Subject } from '#src/providers/by-hand.ts';
import { quote } from '#src/shell/quote.ts';
import { askTheApp } from '../ask-the-app.ts';
import { countGeneration } from '../database-commands.ts';
import { commitOf, revertOnABranch } from '../git-commands.ts';
import { unless, type Instructions } from '../instruction.ts';

const OPEN_IT = 'Then open it for review where your code is hosted.';

/** Putting old code back by ways other than a re-point. */
export const appBug = {
  appBugChoosing: (subject, own) => ({
    title: 'Choose how to put the old code back',
    lines: [
      'Re-point where the platform still has the previous deployment: seconds, and nothing is built.',
      'Revert and roll forward where the production branch only moves forward.',
      'A new generation where every generation stamps its own rows and the bad one’s data must be kept apart.',
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  revertOnMain: (subject, own) => ({
    title: 'Revert the bad commit on main',
    lines: [
      'In your own clone. Read the diff before you push it.',
      'Leave out of the revert what belongs to an applied migration: migrations only go forward.',
      ...own.lines,
      ...unless(own, OPEN_IT),
      ...unknownCommit(subject),
    ],
    commands: [...revertOnABranch(subject), ...own.commands],
  }),
  fastForwardProduction: ({ branches: { main, production } }, own) => ({
    title: 'Fast-forward production to the revert and deploy it',
    lines: [
      'After the revert has merged and CI is green. The production branch accepts no force-push, so it only moves forward.',
      'It ships everything that was merged meanwhile: read the list before you push.',
      ...own.lines,
    ],
    commands: [
      'git fetch origin',
      `git log --oneline ${quote(`origin/${production}..origin/${main}`)}`,
      `git switch ${quote(production)}`,
      `git merge --ff-only ${quote(`origin/${main}`)}`,
      `git push origin ${quote(production)}`,
      ...own.commands,
    ],
  }),
  rollForwardSmoke: (subject, own) => ({
    title: 'Check the new deployment on its own URL',
    lines: [
      'Open the failing pages there before you trust production. A build that answers its front page can still fail on a page that reads the database.',
      ...own.lines,
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  tagPriorCode: (subject, own) => ({
    title: 'Tag the prior code as a new generation',
    lines: [
      'Set VERSION to the last good release, such as v1.4.2. The pushed tag builds the same code as the next generation.',
      'The schema is not rolled back.',
      ...own.lines,
    ],
    commands: [
      'git fetch origin --tags',
      `git tag "$VERSION-rollback" ${commitOf(subject.target, 'GOOD_COMMIT')}`,
      'git push origin "$VERSION-rollback"',
      ...own.commands,
    ],
  }),
  cutOver: (subject, own) => ({
    title: 'Cut production over to the new generation',
    lines: [
      'Run the cutover of your deploy workflow for the rollback tag, and wait until its workers say that they are running. Keep the old side warm.',
      ...own.lines,
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  drainStranded: (subject, own) => ({
    title: 'Drain the rows that the bad generation stamped',
    lines: [
      `They carry the generation of ${suspectOf(subject)?.id ?? 'the bad deploy'}, whose workers no longer run, so nobody claims them.`,
      'Run what drains them with that generation as its target, and wait until it finds none. Where prior rows age out by design, confirm that instead: each of them is an event that nobody gets.',
      ...own.lines,
    ],
    commands: [...own.commands, ...countGeneration(subject)],
  }),
} satisfies Instructions;

function unknownCommit(subject: Subject): readonly string[] {
  if (commitOf(suspectOf(subject), 'BAD_COMMIT').startsWith('"')) {
    return ['The platform does not know the commit of the bad deploy: set BAD_COMMIT to it first.'];
  }
  return [];
}
