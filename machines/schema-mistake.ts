import { choosingAPath } from './choosing-a-path.ts';
import { leaving } from './leaving.ts';
import { APPLY_SCRIPT, FREEZE_WRITES, PAUSE_WRITES, RESTORE_DUMP, RESUME_WRITES, SWITCH_OVER } from './left-open.ts';
import { keepJudged, keptAndTold } from './late-schema.ts';
import { draftForwardFix, identifyChange, tryForwardFix } from './forward-fix-steps.ts';
import { procedure, recordAndSay } from './procedure.ts';
import { proposeFix, REVIEW_FIX, sayNoFix } from './propose-fix.ts';
import { tree } from './tree.ts';

/** Nobody goes on writing what is drafted and proved already. */
const untilAFixIsDrafted = {
  'schema.judged': [{ guard: 'itBringsAFix', target: 'starting', actions: [...keepJudged, 'newTurn'] }, ...keptAndTold],
} as const;

/** A forward-only migration changed the shape. Putting old code back does not undo it, and may be a second outage. */
export const schemaMistake = tree.createStateConfig({
  id: 'schemaMistake',
  initial: 'choosing',
  on: { 'class.reconsider': leaving('#classifying') },
  states: {
    choosing: {
      id: 'schemaMistakeChoosing',
      entry: 'forgetPath',
      meta: {
        title: 'Schema mistake: how do you want to recover?',
        says: 'An alias re-point does not undo a migration. The forward-fix is the safest way; a migration that is stuck is stopped first.',
        waitsFor: 'person',
        manual: 'schemaMistakeChoosing',
      },
      on: {
        'path.choose': choosingAPath(
          'previous version',
          'new generation',
          'revert and roll forward',
          'forward-fix',
          'compatible re-point',
          'rollback.sql',
          'restore the branch',
          'stop a stuck migration',
        ),
        'question.back': '#classifying',
      },
    },
    forwardFix: {
      id: 'forwardFix',
      initial: 'starting',
      states: {
        starting: {
          meta: { title: 'Forward-fix', says: 'Looking for a draft.', waitsFor: 'bot' },
          always: [
            { guard: 'aFixWasProved', target: 'reviewFix', actions: proposeFix },
            { guard: 'noFixWasFound', target: 'identifyChange', actions: sayNoFix },
            { target: 'identifyChange' },
          ],
        },
        reviewFix: {
          meta: {
            title: REVIEW_FIX,
            says: 'It is in the thread, drafted and proved on a scratch database. Nothing was run on production.',
            waitsFor: 'person',
            manual: 'reviewFix',
          },
          on: {
            'step.confirm': [
              { guard: 'theFixIsWhole', target: 'applyForwardFix', actions: recordAndSay('forward-fix', REVIEW_FIX) },
              { target: 'tryForwardFix', actions: recordAndSay('forward-fix', REVIEW_FIX) },
            ],
            'step.fail': { target: 'identifyChange', actions: { type: 'explain', params: ({ event }) => ({ why: event.reason }) } },
            'question.back': '#schemaMistakeChoosing',
          },
        },
        ...procedure(
          'forward-fix',
          [
            { ...identifyChange, on: untilAFixIsDrafted },
            {
              id: 'revertModel',
              title: 'Take the change out of the model',
              says: 'In the schema file of the code, or the next generated migration brings the change back.',
              only: ['managed-database'],
              on: untilAFixIsDrafted,
            },
            { ...draftForwardFix, on: untilAFixIsDrafted },
            tryForwardFix,
            {
              id: 'snapshotBefore',
              title: 'Take a snapshot of production',
              says: 'A branch, a snapshot or a dump from just before the fix. Write its name down.',
              only: ['managed-database'],
            },
            {
              id: 'applyForwardFix',
              title: 'Apply the forward-fix to production',
              says: 'It changes the production schema. Ship it through the normal deploy if that takes minutes; otherwise apply it by hand and land the same file.',
              destructive: true,
              claim: 'schema is back',
            },
            {
              id: 'releaseTogether',
              title: 'Release the corrected code with it',
              says: 'One release holds both the follow-up migration and the corrected code. Tag it, or move the production branch forward to it, and watch it.',
              only: ['blue-green', 'fast-forward'],
            },
          ],
          { back: '#schemaMistakeChoosing', done: '#verifying', failed: '#schemaMistakeChoosing' },
        ),
      },
    },
    rollbackScript: {
      id: 'rollbackScript',
      initial: 'verifyScript',
      states: procedure(
        'rollback.sql',
        [
          {
            id: 'verifyScript',
            title: 'Verify rollback.sql on a scratch database',
            says: 'It must reproduce the prior schema there. Data in dropped columns does not come back, and foreign keys come off before columns change.',
          },
          { id: 'pauseWrites', title: PAUSE_WRITES, says: 'Read-only mode, or scale to zero and accept the downtime.' },
          {
            id: 'dumpBefore',
            title: 'Dump the database as it is',
            says: 'This dump is the last resort if the script is wrong. Check that it lists.',
          },
          {
            id: 'applyScript',
            title: APPLY_SCRIPT,
            says: 'Read the output. Any error means stop: say that it went wrong, and run no more SQL.',
            destructive: true,
            claim: 'schema is back',
            failed: '#scriptWasWrong',
          },
          {
            id: 'holdDeploys',
            title: 'Hold deploys from main',
            says: 'The migration is still on main: once it is marked as rolled back, the next deploy applies it again.',
          },
          {
            id: 'markRolledBack',
            title: 'Mark the migration as rolled back',
            says: 'So that its history says what the schema is. Keep the hold: a deploy from main would apply it again.',
            claim: 'migration is undone',
          },
          {
            id: 'deployPrevious',
            title: 'Deploy the previous version',
            says: 'The API and the workers, both. Writes stay paused until the next step.',
            claim: 'target serves',
          },
          { id: 'resumeWrites', title: RESUME_WRITES, says: 'Then read the readiness endpoint: it must answer 200.' },
        ],
        { back: '#schemaMistakeChoosing', done: '#verifying', failed: '#schemaMistakeChoosing' },
      ),
    },
    scriptWasWrong: {
      id: 'scriptWasWrong',
      initial: 'restoreDump',
      states: procedure(
        'rollback.sql went wrong',
        [
          {
            id: 'restoreDump',
            title: RESTORE_DUMP,
            says: 'Run no more SQL. If the dump is corrupt, say so: the nightly snapshot is next, and that is a disaster recovery.',
            destructive: true,
            failed: '#catastrophic',
          },
          { id: 'resumeAfterRestore', title: RESUME_WRITES, says: 'Then read the readiness endpoint: it must answer 200.' },
        ],
        { back: '#schemaMistakeChoosing', done: '#verifying', failed: '#catastrophic' },
      ),
    },
    branchRestore: {
      id: 'branchRestore',
      initial: 'findBranchBefore',
      states: procedure(
        'restore the branch',
        [
          {
            id: 'findBranchBefore',
            manual: 'findBranch',
            title: 'Find the branch from before the migration',
            says: 'The newest one that is older than the migration. What was written since is not in it: count that first.',
          },
          {
            id: 'freezeForBranch',
            manual: 'freezeWrites',
            title: FREEZE_WRITES,
            says: 'What is written from now on would be lost with the switch.',
          },
          {
            id: 'restoreProductionBranch',
            title: 'Restore production’s branch to it',
            says: 'Keep the present state under a name of its own: it is the evidence, and the way back.',
            destructive: true,
          },
          {
            id: 'reconnect',
            manual: 'switchOver',
            title: SWITCH_OVER,
            says: 'Change the connection and redeploy: a deployment keeps the value that it was built with.',
            destructive: true,
          },
          {
            id: 'readHistory',
            manual: 'readMigrationsTable',
            title: 'Read the migrations table',
            says: 'Its newest row must be the one before the mistake.',
          },
          {
            id: 'resumeAfterBranch',
            manual: 'resumeWrites',
            title: RESUME_WRITES,
            says: 'Then read the readiness endpoint: it must answer 200.',
          },
        ],
        { back: '#schemaMistakeChoosing', done: '#verifying', failed: '#schemaMistakeChoosing' },
      ),
    },
    stuckMigration: {
      id: 'stuckMigration',
      initial: 'findBlockers',
      states: procedure(
        'stop a stuck migration',
        [
          {
            id: 'findBlockers',
            title: 'Find who blocks whom',
            says: 'List what is active or idle in a transaction and whom it blocks. Cancel before you terminate.',
          },
          {
            id: 'stopMigration',
            title: 'Cancel the migration, or terminate its blocker',
            says: 'Killing the client is not enough: the server goes on. Cancel the statement on the server.',
            destructive: true,
            claim: 'lock is gone',
          },
          {
            id: 'readMigrationState',
            title: 'Read what was applied',
            says: 'Compare the migrations table with the schema. If half a migration is left, say that it went wrong and choose how to mend it.',
          },
        ],
        { back: '#schemaMistakeChoosing', done: '#verifying', failed: '#schemaMistakeChoosing' },
      ),
    },
  },
});
