import { assign } from 'xstate';
import { undo } from './confirmed-move.ts';
import { LAND_MIGRATION, MATCH_MAIN, RESUME_WRITES, TAKE_OFF_MAIN } from './left-open.ts';
import { ifAsked, procedure, type Step } from './procedure.ts';
import { lookLater, lookNow, sayRecovery, sayRelapse } from './recovery-watch.ts';
import { sayAutoAssignment } from './say-auto-assignment.ts';
import { followUps } from './follow-ups.ts';
import { tree } from './tree.ts';

/** What is set here is set on purpose, so nobody is warned of it and nobody is asked to take it back. */
const ownDoing = { 'production.watched': { actions: 'keepWatched' }, 'autoAssignment.turnOff': {} } as const;

const resumeDeploys: Step = {
  id: 'resumeDeploys',
  title: 'Let deploys from main go on',
  says: 'Only now, and watch the first one: it must apply no migration that production has not got on purpose.',
};

const resumeNormal: Step = {
  id: 'resumeNormal',
  title: 'Put everything back to normal',
  says: 'Workers running, the release annotated, the gap in the rules written down, stakeholders told.',
  only: ['re-point'],
};

/**
 * Recovered is not durable: the bad commit may still be the tip of main, and settings are still as the incident left them.
 * It is so far, too: the bot looks on, and a relapse opens the question again.
 */
export const makingDurable = tree.createStateConfig({
  id: 'recovered',
  initial: 'choosing',
  exit: { type: 'stopTimer', params: { name: 'look' } },
  on: {
    'look.due': { actions: lookNow },
    'recovery.observed': [
      {
        guard: ({ context, event }) => event.recovery.verdict === 'still failing' && context.recovery?.verdict === 'recovered',
        target: '#notRecovered',
        actions: ['keepRecovery', sayRelapse],
      },
      {
        guard: ({ context, event }) => event.recovery.verdict === 'recovered' && context.recovery?.verdict !== 'recovered',
        actions: ['keepRecovery', sayRecovery, lookLater],
      },
      // A look that cannot tell takes nothing back.
      { actions: lookLater },
    ],
  },
  states: {
    choosing: {
      meta: { title: 'Recovered', says: 'Now make it durable.', waitsFor: 'bot' },
      always: [
        { guard: 'writesAreOff', target: 'writesOff' },
        { guard: 'theScriptIsNotOnMain', target: 'afterRollbackScript' },
        { guard: 'theDatabaseWasRestored', target: 'afterRestore' },
        { guard: 'theMigrationWasStopped', target: 'afterStuckMigration' },
        { guard: 'thePathLeftOldCodeOnMain', target: 'afterNewGeneration' },
        { guard: 'theFixIsNotOnMain', target: 'afterSchemaFix' },
        { guard: 'theRePointWasUndone', target: 'restoringAutoAssignment' },
        { guard: 'aDrillLeftProductionBack', target: 'endingTheDrill' },
        { guard: 'theRePointStands', target: 'afterRePoint' },
        { target: 'afterOther' },
      ],
    },
    writesOff: {
      id: 'recoveredWithWritesOff',
      initial: 'resumeWrites',
      states: procedure(
        'resuming writes',
        [
          {
            id: 'resumeWrites',
            title: RESUME_WRITES,
            says: 'Nobody has said that they are on again. Then read the readiness endpoint: it must answer 200.',
          },
        ],
        { back: '#recovered', done: '#recovered', failed: '#recovered' },
      ),
    },
    endingTheDrill: {
      meta: {
        title: 'Rehearsed: now go forward again',
        says: 'Production is still on the old code. Going forward puts back what served before the drill.',
        waitsFor: 'person',
        manual: 'goForward',
      },
      on: { 'undo.confirm': { target: '#moving', actions: assign(({ context, event }) => undo(context, event)) } },
    },
    afterRePoint: {
      id: 'afterRePoint',
      initial: 'mergeRevert',
      states: procedure(
        'making the re-point durable',
        [
          {
            id: 'mergeRevert',
            title: 'Merge a pull request that reverts the bad commit',
            says: 'As long as the bad commit is on main, the next merge ships it again.',
          },
          {
            id: 'verifyNewBuild',
            title: 'Verify the new build on its own URL',
            says: 'New builds should not get the production domains now, so it should be staged. Open the failing pages on its own URL.',
            claim: 'new build answers',
          },
          {
            id: 'promoteNewBuild',
            title: 'Promote the new build',
            says: 'Production is still on the build that was rolled back to. Promote the verified one, or the incident ends on old code.',
            claim: 'new build serves',
            on: ownDoing,
          },
          {
            id: 'smokeTest',
            title: 'Smoke-test production',
            says: 'Open the pages that failed, and one that writes. Then the bot puts auto-assignment back to what it was.',
            on: ownDoing,
          },
        ],
        { back: '#afterRePoint', done: '#restoringAutoAssignment', failed: '#afterRePoint' },
      ),
    },
    afterNewGeneration: {
      id: 'afterNewGeneration',
      initial: 'revertForGood',
      states: procedure(
        'making the new generation durable',
        [
          {
            id: 'revertForGood',
            title: 'Fix or revert the bad commit on main',
            says: 'Production runs the prior code; main still has the bug.',
          },
          {
            id: 'tagAndRerun',
            title: 'Tag a release of the fix and run the cutover again',
            says: 'From its first step. Until then production stays on the prior code.',
            only: ['blue-green'],
          },
          {
            id: 'annotateRelease',
            title: 'Annotate the release',
            says: 'Mark the bad release as pre-release, or attach a note with the tag, the generations and the class.',
            only: ['re-point', 'managed-database', 'rollback-script'],
          },
        ],
        { back: '#afterNewGeneration', done: '#restoringAutoAssignment', failed: '#afterNewGeneration' },
      ),
    },
    afterSchemaFix: {
      id: 'afterSchemaFix',
      initial: 'landMigration',
      states: procedure(
        'making the schema fix durable',
        [
          {
            id: 'landMigration',
            title: LAND_MIGRATION,
            says: 'The file on main, the migrations table and the schema must say the same, or the next deploy fails.',
          },
          {
            id: 'nameTheGap',
            only: ['re-point', 'rollback-script'],
            title: 'Write down how it got through',
            says: 'Which check would have caught the migration before it shipped? It belongs where your deploy rules are.',
          },
        ],
        { back: '#afterSchemaFix', done: '#schemaLanded', failed: '#afterSchemaFix' },
      ),
    },
    afterRollbackScript: {
      id: 'afterRollbackScript',
      initial: 'takeOffMain',
      states: procedure(
        'making rollback.sql durable',
        [
          {
            id: 'takeOffMain',
            title: TAKE_OFF_MAIN,
            says: 'Hold every deploy from main until this is done: the migration is marked as rolled back, so the next deploy would apply it again.',
          },
          resumeDeploys,
          {
            id: 'writePostMortem',
            title: 'Write the post-mortem',
            says: 'It is required after rollback.sql: how the migration got through, what was lost, and which check would have caught it.',
            only: ['re-point', 'blue-green', 'fast-forward', 'managed-database'],
          },
        ],
        { back: '#afterRollbackScript', done: '#schemaLanded', failed: '#afterRollbackScript' },
      ),
    },
    afterRestore: {
      id: 'afterRestore',
      initial: 'holdDeploys',
      states: procedure(
        'making the restore durable',
        [
          {
            id: 'holdDeploys',
            title: 'Hold deploys from main',
            says: 'The restored database may be older than the migrations on main, which the next deploy would then apply to it.',
          },
          {
            id: 'matchMain',
            title: MATCH_MAIN,
            says: 'Every migration on main is either in the restored database and its history, on purpose, or taken off main.',
          },
          resumeDeploys,
          resumeNormal,
        ],
        { back: '#afterRestore', done: '#schemaLanded', failed: '#afterRestore' },
      ),
    },
    afterStuckMigration: {
      id: 'afterStuckMigration',
      initial: 'mendMigration',
      states: procedure(
        'making the stop durable',
        [
          {
            id: 'mendMigration',
            title: 'Change the stopped migration, or take it off main',
            says: 'The next deploy would run it again and wait for the same lock. Give it a lock_timeout, or smaller steps.',
          },
          resumeNormal,
        ],
        { back: '#afterStuckMigration', done: '#schemaLanded', failed: '#afterStuckMigration' },
      ),
    },
    schemaLanded: {
      id: 'schemaLanded',
      meta: {
        title: 'The database and main are said to agree',
        says: 'If a fix is to land or production was re-pointed, that is next.',
        waitsFor: 'bot',
      },
      always: [
        { guard: 'theFixIsNotOnMain', target: 'afterSchemaFix' },
        { guard: 'theRePointStands', target: 'afterRePoint' },
        { target: 'restoringAutoAssignment' },
      ],
    },
    afterOther: {
      id: 'afterOther',
      initial: ifAsked('resumeNormal'),
      states: procedure('making it durable', [resumeNormal], {
        back: '#afterOther',
        done: '#restoringAutoAssignment',
        failed: '#afterOther',
      }),
    },
    restoringAutoAssignment: {
      id: 'restoringAutoAssignment',
      meta: {
        title: 'Putting auto-assignment back',
        says: 'New builds get the production domains again only if they did before the incident.',
        waitsFor: 'bot',
        manual: 'autoAssignment',
      },
      entry: {
        type: 'setAutoAssignment',
        params: ({ context }) => ({ service: context.service, to: context.autoAssignment.original, restores: true, by: context.owner }),
      },
      on: {
        ...ownDoing,
        'autoAssignment.observed': [
          { guard: ({ event }) => event.restored, target: '#followUps', actions: ['keepAutoAssignment', sayAutoAssignment] },
          { guard: 'nothingWasMoved', target: '#followUps', actions: ['keepAutoAssignment', sayAutoAssignment] },
          { target: 'autoAssignmentDiffers', actions: ['keepAutoAssignment', sayAutoAssignment] },
        ],
      },
    },
    autoAssignmentDiffers: {
      meta: {
        title: 'Auto-assignment is not as it was',
        says: 'The bot could not put it back. Set it on the platform, then look again; or close the incident as it is.',
        waitsFor: 'person',
        manual: 'autoAssignment',
      },
      on: { ...ownDoing, 'look.again': 'restoringAutoAssignment', 'incident.close': '#followUps' },
    },
    followUps,
  },
});
