import { draftForwardFix, identifyChange, tryForwardFix } from './forward-fix-steps.ts';
import { procedure } from './procedure.ts';
import { tree } from './tree.ts';

/** Staging needs one person: nothing here is production data. */
export const staging = tree.createStateConfig({
  id: 'staging',
  initial: 'choosing',
  states: {
    choosing: {
      id: 'stagingChoosing',
      entry: 'forgetPath',
      meta: {
        title: 'Staging: fix forward, or restore the branch?',
        says: 'Prefer the forward-fix: it is the one that production can take too.',
        waitsFor: 'person',
        manual: 'stagingChoosing',
      },
      on: {
        'path.choose': [
          {
            guard: { type: 'thePathIsOpenAndChosen', params: { path: 'forward-fix' } },
            target: 'forwardFix',
            actions: { type: 'takePath', params: { path: 'forward-fix' } },
          },
          {
            guard: { type: 'thePathIsOpenAndChosen', params: { path: 'staging branch restore' } },
            target: 'branchRestore',
            actions: { type: 'takePath', params: { path: 'staging branch restore' } },
          },
        ],
      },
    },
    forwardFix: {
      initial: 'identifyChange',
      states: procedure(
        'forward-fix',
        [
          identifyChange,
          draftForwardFix,
          tryForwardFix,
          { id: 'applyOnStaging', title: 'Apply it on staging', says: 'Run the migration on staging and open the failing page.' },
        ],
        { back: '#stagingChoosing', done: '#ending', failed: '#stagingChoosing' },
      ),
    },
    branchRestore: {
      id: 'stagingBranchRestore',
      initial: 'findBranch',
      states: procedure(
        'staging branch restore',
        [
          {
            id: 'findBranch',
            title: 'Find the branch from before the migration',
            says: 'List the branches and take the newest one older than the migration.',
          },
          { id: 'restoreBranch', title: 'Restore it and point staging at it', says: 'Update the connection and redeploy staging.' },
          { id: 'readMigrationsTable', title: 'Read the migrations table', says: 'Its newest row must be the one before the mistake.' },
        ],
        { back: '#stagingChoosing', done: '#ending', failed: '#stagingChoosing' },
      ),
    },
  },
});
