import { procedure } from './procedure.ts';
import { tree } from './tree.ts';

/** The deploy does not serve yet: stop it, and there is nothing to roll back. */
export const notLiveYet = tree.createStateConfig({
  id: 'notLiveYet',
  initial: 'abortDeploy',
  on: { 'class.reconsider': '#classifying' },
  states: procedure(
    'abort the deploy',
    [
      {
        id: 'abortDeploy',
        title: 'Abort the deploy',
        says: 'It does not serve production yet, so there is nothing to roll back. Cancel the workflow or the build.',
        claim: 'deploy is stopped',
      },
      {
        id: 'confirmNothingMoved',
        title: 'Confirm that nothing moved',
        says: 'Production still serves the previous deployment, no migration of the new one is applied, and no rows carry its generation.',
      },
      {
        id: 'fixAndRerun',
        title: 'Find out why, and run it again when it is fixed',
        says: 'Rebuild the new side as needed, tag again and run the cutover from its start. Nothing is to be drained: nothing was stamped.',
        only: ['blue-green'],
      },
    ],
    { back: '#classifying', done: '#closing', failed: '#classifying' },
  ),
});

/** Going back would not help. The bot says why and touches nothing. */
export const notTheDeploy = tree.createStateConfig({
  id: 'notTheDeploy',
  meta: {
    title: 'It is not the deploy',
    says: 'Going back would not help, so the bot moves nothing here. Look at the providers’ status, at configuration and flags that changed, and at the traffic.',
    waitsFor: 'person',
    manual: 'notTheDeploy',
  },
  on: {
    'incident.close': { target: '#closing' },
    'class.reconsider': '#classifying',
    'facts.refresh': '#assessing',
  },
});
