import { sayLeftOpen } from './leaving.ts';
import { RESUME_WRITES } from './left-open.ts';
import { recordAndSay } from './procedure.ts';
import { tree } from './tree.ts';

/** Nobody leaves an incident with writes paused unless they say so, with a reason. */
export const writesStillOff = tree.createStateConfig({
  id: 'writesStillOff',
  initial: 'closing',
  on: { 'class.reconsider': { target: '#classifying', actions: sayLeftOpen } },
  states: {
    closing: asking('#ending'),
    cancelling: asking('#cancelling', { 'incident.cancel': {} }),
  },
});

/** `besides`: it is being cancelled already. */
function asking(target: '#ending' | '#cancelling', besides: { 'incident.cancel'?: object } = {}) {
  return tree.createStateConfig({
    meta: {
      title: 'Writes are still off',
      says: 'They were paused in this incident, and nobody has said that they are on again. Resume them; or leave them off with a reason.',
      waitsFor: 'person',
      manual: 'resumeWrites',
    },
    on: {
      ...besides,
      'step.confirm': { target, actions: recordAndSay('resuming writes', RESUME_WRITES) },
      'writes.leaveOff': { target, actions: { type: 'explain', params: ({ event }) => ({ why: event.reason }) } },
    },
  });
}
