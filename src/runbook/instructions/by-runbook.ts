import { suspectOf, type Subject } from '#src/providers/by-hand.ts';
import { quote } from '#src/shell/quote.ts';
import { askTheApp, statusOf } from '../ask-the-app.ts';
import { CONNECTION } from '../database-commands.ts';
import { migrationsOfTheDeploy } from '../git-commands.ts';
import { unless, type Instructions } from '../instruction.ts';

/** Steps that only some runbooks ask for. */
export const byRunbook = {
  confirmOldSide: (_, own) => ({
    title: 'Confirm that the old side is healthy',
    lines: [
      'Ask it on its own address, the failing pages too, and look when its hold ends: a side that was switched off cannot take the traffic.',
      'Its code must run on today’s schema: what was found about that is in the message above.',
      ...own.lines,
    ],
    commands: own.commands,
  }),
  flipRecord: (subject, own) => ({
    title: 'Flip the record back to the old side',
    lines: [
      'One record changes. Write down what it says before, with its TTL: that one bounds how long resolvers that behave take.',
      ...own.lines,
      ...unless(own, 'Change it where your DNS is kept, or run the workflow that flips it.'),
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  awaitResolvers: (subject, own) => ({
    title: 'Wait until resolvers follow',
    lines: [
      'The app itself says which side answers. Long-tail resolvers may send people to the new side for hours: keep both answering.',
      'Stop the new side’s workers now, or they go on writing rows of the bad generation.',
      ...own.lines,
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  rollBackSite: (_, own) => ({
    title: 'Roll the site back on its platform',
    lines: [
      'To the newest production deployment before the bad one that succeeded. The next push deploys again, so the revert still has to land.',
      ...own.lines,
    ],
    commands: own.commands,
  }),
  openSite: ({ productionUrl }) => ({
    title: 'Open the pages that failed',
    lines: ['On the site’s own production address, without a cache.'],
    commands: [statusOf(productionUrl)],
  }),
  deployPreviousVersion: (subject, own) => ({
    title: 'Deploy the previous version',
    lines: [
      'The API and the workers, both. The migration only added, so the schema stays: the old code ignores what it does not know.',
      'Name the version. “The previous one” may be another: every change of a setting counts too.',
      ...own.lines,
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  readReadiness: ({ productionUrl, readinessPath }, own) => ({
    title: 'Read the readiness endpoint',
    lines: [
      'Of every instance, where they can be asked one by one: one answer through the balancer is the answer of one of them.',
      ...own.lines,
      ...(readinessPath === null ? ['Use your own path if it is not this one.'] : []),
    ],
    commands: [...own.commands, statusOf(`${productionUrl}${readinessPath ?? '/health/ready'}`)],
  }),
  restoreProductionBranch: (_, own) => ({
    title: 'Restore production’s branch to it',
    lines: [
      'A second person approves before it is run: what was written since is not in it.',
      'Keep what is there now under another name, for reading and as the way back.',
      ...own.lines,
      ...unless(own, 'Restore it as your database does.'),
    ],
    commands: own.commands,
  }),
  revertModel: (subject) => ({
    title: 'Take the change out of the model',
    lines: [
      'Edit the schema file that migrations are generated from, in the same branch as the fix. Then the generated migration is the reverse.',
    ],
    commands: [migrationsOfTheDeploy(subject)],
  }),
  snapshotBefore: (_, own) => ({
    title: 'Take a snapshot of production',
    lines: [CONNECTION, 'Write down its name and its time: it is the way back if the fix is wrong.', ...own.lines],
    commands: [
      ...own.commands,
      'DUMP=before-the-fix-$(date +%s).dump',
      'pg_dump -w -Fc -f "$DUMP"',
      'pg_restore -l "$DUMP" > /dev/null && ls -l "$DUMP"',
    ],
  }),
  releaseTogether: (subject, own) => ({
    title: 'Release the corrected code with it',
    lines: [
      'One release holds the follow-up migration and the code that goes with it. Watch it to its end, and ask the app which version serves.',
      ...own.lines,
    ],
    commands: [...own.commands, ...askTheApp(subject)],
  }),
  applyFixedMigration: (subject, own) => ({
    title: 'Apply the corrected migration to it',
    lines: [
      'With the connection of the restored database, never production’s. Never the migration that did the damage.',
      CONNECTION,
      'Where the code that goes on does not need it there is nothing to apply.',
    ],
    commands: [migrationsOfTheDeploy(subject), ...own.tool.apply],
  }),
  fixAndRerun: (_, own) => ({
    title: 'Find out why, and run it again when it is fixed',
    lines: ['Rebuild the new side as needed, tag again, and run the cutover from its first step.', ...own.lines],
    commands: own.commands,
  }),
  tagAndRerun: ({ branches: { main } }, own) => ({
    title: 'Tag a release of the fix and run the cutover again',
    lines: ['Set VERSION to the next release. Look that a run appears for the tag.', ...own.lines],
    commands: ['git fetch origin', `git tag "$VERSION" ${quote(`origin/${main}`)}`, 'git push origin "$VERSION"', ...own.commands],
  }),
  noteInOps: (subject) => ({
    title: 'Note it in the operations channel',
    lines: [`The deploy ${deployOf(subject)}, the generations that took part, the class, and where this thread is.`],
    commands: [],
  }),
  fileCleanUp: (subject) => ({
    title: 'File what is left over',
    lines: [
      `What the migration of ${deployOf(subject)} added and nothing uses now: columns, tables, indexes. And the dump, the flags and the copies that this incident made, with a date for their removal.`,
    ],
    commands: [migrationsOfTheDeploy(subject)],
  }),
  tellStakeholders: (subject) => ({
    title: 'Tell those who were affected',
    lines: [`What happened with ${subject.service}, from when to when, what was lost, and what is done so that it does not come again.`],
    commands: [],
  }),
  schedulePostMortem: (subject) => ({
    title: 'Write the post-mortem, or say when',
    lines: [
      `How the deploy ${deployOf(subject)} got through, what it did, and which check would have caught it. Name who writes it and until when.`,
    ],
    commands: [],
  }),
} satisfies Instructions;

function deployOf(subject: Subject): string {
  const suspect = suspectOf(subject);
  return suspect?.commit?.slice(0, 7) ?? suspect?.id ?? 'that was rolled back';
}
