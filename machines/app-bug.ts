import { choosingAPath } from './choosing-a-path.ts';
import { procedure } from './procedure.ts';
import { tree } from './tree.ts';

/** The new code is wrong and the schema is fine: put the old code back, then make it durable. The database is never touched. */
export const appBug = tree.createStateConfig({
  id: 'appBug',
  initial: 'starting',
  on: { 'class.reconsider': '#classifying' },
  states: {
    starting: {
      meta: { title: 'Application bug', says: 'The fastest way back is to re-point production.', waitsFor: 'bot' },
      always: [
        { guard: 'thereIsATarget', target: '#rePoint', actions: { type: 'takePath', params: { path: 're-point' } } },
        { target: 'choosing' },
      ],
    },
    choosing: {
      id: 'appBugChoosing',
      entry: 'forgetPath',
      meta: {
        title: 'Application bug: how do you want to recover?',
        says: 'Choose one way. You can come back.',
        waitsFor: 'person',
        manual: 'appBugChoosing',
      },
      on: {
        'path.choose': choosingAPath('forward-fix', 're-point', 'revert and roll forward', 'new generation'),
        'question.back': '#classifying',
      },
    },
    rollForward: {
      id: 'rollForward',
      initial: 'revertOnMain',
      states: procedure(
        'revert and roll forward',
        [
          {
            id: 'revertOnMain',
            title: 'Revert the commit on main',
            says: 'Open a pull request that reverts the bad commit, let CI run, and merge it when it is green.',
          },
          {
            id: 'fastForwardProduction',
            title: 'Move production to the revert and deploy it',
            says: 'The production branch only moves forward: fast-forward it to the revert and push. For a static site use its platform’s own rollback first, then still land the revert.',
          },
          {
            id: 'rollForwardSmoke',
            title: 'Check the new deployment',
            says: 'Open the failing pages on the new deployment’s own URL.',
            claim: 'production moved',
          },
        ],
        { back: '#appBugChoosing', done: '#verifying', failed: '#appBugChoosing' },
      ),
    },
    newGeneration: {
      id: 'newGeneration',
      initial: 'tagPriorCode',
      states: procedure(
        'new generation',
        [
          {
            id: 'tagPriorCode',
            title: 'Tag the prior code as a new generation',
            says: 'Tag the last good commit as a rollback release and push the tag, which builds it as the next generation.',
          },
          {
            id: 'cutOver',
            title: 'Cut production over to it',
            says: 'Run the cutover with the new generation. The schema stays as it is. With CNAME blue/green, expect 60 seconds, and hours at long-tail resolvers: keep the old side warm.',
            claim: 'production moved',
          },
          {
            id: 'drainStranded',
            title: 'Drain the rows of the bad generation',
            says: 'Rows that the bad generation stamped are claimed by nobody now. Run the legacy drain for that generation; where prior rows age out by design, confirm that.',
          },
        ],
        { back: '#appBugChoosing', done: '#verifying', failed: '#appBugChoosing' },
      ),
    },
  },
});
