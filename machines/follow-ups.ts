import { ifAsked, procedure } from './procedure.ts';
import { tree } from './tree.ts';

/** What the runbook asks for at the end, whichever path was taken. Where it asks for nothing it is passed through. */
export const followUps = tree.createStateConfig({
  id: 'followUps',
  initial: ifAsked('resumeAll'),
  states: procedure(
    'following up',
    [
      {
        id: 'resumeAll',
        manual: 'resumeNormal',
        title: 'Put everything back to normal',
        says: 'Workers running, and flags, holds and timers as they were before.',
        only: ['blue-green', 'fast-forward', 'managed-database', 'rollback-script'],
      },
      {
        id: 'noteInOps',
        title: 'Note it in the operations channel',
        says: 'The deploy’s tag or commit, the generations that took part, and the class.',
        only: ['blue-green', 'fast-forward'],
      },
      {
        id: 'markRelease',
        manual: 'annotateRelease',
        title: 'Mark the release',
        says: 'As pre-release, or with a note that says why it was rolled back. Where there is no release there is nothing to mark.',
        only: ['blue-green', 'fast-forward'],
      },
      {
        id: 'fileCleanUp',
        title: 'File what is left over',
        says: 'A ticket for columns and tables that nothing uses any more, and for flags and copies that this incident left.',
        only: ['rollback-script'],
      },
      {
        id: 'tellStakeholders',
        title: 'Tell those who were affected',
        says: 'What happened, since when it is over, and what was lost, if anything.',
        only: ['managed-database'],
      },
      {
        id: 'closeTheGap',
        manual: 'nameTheGap',
        title: 'Write down the gap in the rules',
        says: 'What let this through, where the deploy rules or this runbook are kept. Where there was none, say so.',
        only: ['blue-green', 'fast-forward', 'managed-database'],
      },
      {
        id: 'schedulePostMortem',
        title: 'Write the post-mortem, or say when',
        says: 'Who writes it, until when, and where it will be.',
        only: ['managed-database', 'rollback-script'],
      },
    ],
    { back: '#restoringAutoAssignment', done: '#closing', failed: '#followUps' },
  ),
});
