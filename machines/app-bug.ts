import { choosingAPath } from './choosing-a-path.ts';
import { procedure, type Step } from './procedure.ts';
import { tree } from './tree.ts';

const READ_READINESS = 'Read the readiness endpoint';

const drainStranded: Step = {
  id: 'drainStranded',
  title: 'Drain the rows of the bad generation',
  says: 'Rows that the bad generation stamped are claimed by nobody now. Run the legacy drain for that generation; where prior rows age out by design, confirm that.',
};

/** The new code is wrong and the schema is fine: put the old code back, then make it durable. The database is never touched. */
export const appBug = tree.createStateConfig({
  id: 'appBug',
  initial: 'starting',
  on: { 'class.reconsider': '#classifying' },
  states: {
    starting: {
      meta: { title: 'Application bug', says: 'The fastest way back is to re-point production.', waitsFor: 'bot' },
      always: [
        { guard: 'theRePointIsOpen', target: '#rePoint', actions: { type: 'takePath', params: { path: 're-point' } } },
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
        'path.choose': choosingAPath(
          'forward-fix',
          're-point',
          'flip back',
          'platform rollback',
          'previous version',
          'revert and roll forward',
          'new generation',
        ),
        'question.back': '#classifying',
      },
    },
    oldCodeChosen: {
      id: 'oldCodeChosen',
      meta: { title: 'Choosing again', says: 'Back to where this way was chosen.', waitsFor: 'bot' },
      always: [
        { guard: { type: 'theClassIs', params: { name: 'schema mistake' } }, target: '#schemaMistakeChoosing' },
        { target: 'choosing' },
      ],
    },
    flipBack: {
      id: 'flipBack',
      initial: 'confirmOldSide',
      states: procedure(
        'flip back',
        [
          {
            id: 'confirmOldSide',
            title: 'Confirm that the old side is healthy',
            says: 'Ask it on its own address, the failing pages too. It must still be kept warm: see when its hold ends.',
          },
          {
            id: 'flipRecord',
            title: 'Flip the record back to the old side',
            says: 'One record changes. The TTL of the record that is replaced bounds how long resolvers that behave take.',
            claim: 'production moved',
          },
          {
            id: 'awaitResolvers',
            title: 'Wait until resolvers follow',
            says: 'A minute for those that behave, hours for the long tail. Stop the new side’s workers; keep both sides answering until then.',
          },
          drainStranded,
        ],
        { back: '#appBugChoosing', done: '#verifying', failed: '#appBugChoosing' },
      ),
    },
    platformRollback: {
      id: 'platformRollback',
      initial: 'rollBackSite',
      states: procedure(
        'platform rollback',
        [
          {
            id: 'rollBackSite',
            title: 'Roll the site back on its platform',
            says: 'To the newest successful production deployment before the bad one. Only the site moves; API and workers stay.',
          },
          { id: 'openSite', title: 'Open the pages that failed', says: 'On the site’s own production address, without a cache.' },
        ],
        { back: '#appBugChoosing', done: '#verifying', failed: '#appBugChoosing' },
      ),
    },
    previousVersion: {
      id: 'previousVersion',
      initial: 'deployPreviousVersion',
      states: procedure(
        'previous version',
        [
          {
            id: 'deployPreviousVersion',
            title: 'Deploy the previous version',
            says: 'The API and the workers, both, to the image that is recorded: “undo” goes back by one change, which may be a setting. The schema stays: what it has more is ignored.',
          },
          { id: 'readReadiness', title: READ_READINESS, says: 'Every instance answers 200 on the readiness endpoint.' },
        ],
        { back: '#oldCodeChosen', done: '#verifying', failed: '#oldCodeChosen' },
      ),
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
        { back: '#oldCodeChosen', done: '#verifying', failed: '#oldCodeChosen' },
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
          drainStranded,
        ],
        { back: '#oldCodeChosen', done: '#verifying', failed: '#oldCodeChosen' },
      ),
    },
  },
});
