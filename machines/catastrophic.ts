import { leaving } from './leaving.ts';
import { FREEZE_WRITES, RESUME_WRITES, SWITCH_OVER } from './left-open.ts';
import { procedure } from './procedure.ts';
import { tree } from './tree.ts';

/** Data is lost or corrupt, the database or region is down, or the prior code is gone. Two people declare it; then everything is preserved before anything is restored. */
export const catastrophic = tree.createStateConfig({
  id: 'catastrophic',
  initial: 'awaitingDeclaration',
  on: { 'class.reconsider': leaving('#classifying') },
  states: {
    awaitingDeclaration: {
      entry: 'forgetFirst',
      meta: {
        title: 'Declare a disaster recovery?',
        says: 'Two different people declare it. Then people page, freeze writes and restore, one step after the other; the bot lays out each step and does none of them.',
        waitsFor: 'person',
        manual: 'awaitingDeclaration',
        destructive: true,
      },
      on: { 'disaster.declare': { target: 'awaitingSecondDeclaration', actions: 'rememberFirst' }, 'question.back': '#classifying' },
    },
    awaitingSecondDeclaration: {
      meta: {
        title: 'A second person must agree',
        says: 'No step of the disaster recovery has been begun.',
        waitsFor: 'person',
        manual: 'awaitingDeclaration',
        destructive: true,
      },
      on: {
        'disaster.approve': {
          guard: 'itIsSomebodyElse',
          target: 'recovering',
          actions: { type: 'takePath', params: { path: 'disaster recovery' } },
        },
        'question.back': 'awaitingDeclaration',
      },
    },
    recovering: {
      initial: 'pageEverybody',
      states: procedure(
        'disaster recovery',
        [
          {
            id: 'pageEverybody',
            title: 'Page and say it',
            says: 'Page the database owner and the second on call, tell stakeholders, and open a case with the database’s support.',
          },
          {
            id: 'freezeWrites',
            title: FREEZE_WRITES,
            says: 'Read-only mode, or scale to zero and accept the downtime. Every minute of writes is a minute to reconcile.',
          },
          { id: 'preserve', title: 'Preserve what is there', says: 'Snapshot or dump the damaged database before anything replaces it.' },
          {
            id: 'chooseRestorePoint',
            title: 'Choose the moment to go back to',
            says: 'The last moment before the damage, inside the retention window. Write down what is lost after it.',
          },
          {
            id: 'restoreToAPoint',
            title: 'Restore beside production',
            says: 'Restore to that moment into a new database. The damaged one stays as it is.',
            destructive: true,
          },
          {
            id: 'verifyRestored',
            title: 'Verify the restored database',
            says: 'Row counts of the important tables, the newest rows, and the migrations table.',
          },
          {
            id: 'applyFixedMigration',
            title: 'Apply the corrected migration to it',
            says: 'Only where the release that goes on needs it, and never the migration that did the damage.',
            only: ['managed-database'],
          },
          {
            id: 'switchOver',
            title: SWITCH_OVER,
            says: 'Change the connection and redeploy: a deployment keeps the value that it was built with, so a re-point alone leaves it on the old database.',
            destructive: true,
          },
          { id: 'resumeAfterDisaster', title: RESUME_WRITES, says: 'Then read the readiness endpoint: it must answer 200.' },
        ],
        { back: '#catastrophic', done: '#verifying', failed: '#catastrophic' },
      ),
    },
  },
});
