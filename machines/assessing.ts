import { assign } from 'xstate';
import { deployStart } from '#domain/deploy-start.ts';
import type { Plan } from '#domain/plan.ts';
import type { IncidentContext } from './context.ts';
import type { IncidentEvent } from './events.ts';
import { judgeSchema } from './late-schema.ts';
import { tree } from './tree.ts';

const keepFacts = [
  { type: 'takePlan', params: ({ event }: Gathered) => ({ plan: event.plan }) },
  { type: 'keepEvidence', params: ({ event }: Gathered) => ({ evidence: event.evidence }) },
  tree.createAction(
    assign(({ context, event }) =>
      event.type === 'facts.gathered'
        ? {
            culprit: event.culprit,
            // After a move what is live is our own doing, not the deploy.
            deploy: context.deploy ?? (context.move === null ? deployOf(event.plan) : null),
            autoAssignment: {
              // Once a write was made, what is read now is our own doing.
              original: context.move === null ? event.plan.autoAssignment : context.autoAssignment.original,
              now: event.plan.autoAssignment,
            },
          }
        : {},
    ),
  ),
  { type: 'say', params: ({ event }: Gathered) => ({ what: 'assessment' as const, evidence: event.evidence }) },
] as const;

interface Gathered {
  readonly event: Extract<IncidentEvent, { type: 'facts.gathered' }>;
}

/** Facts are gathered in parallel, each with its deadline. What could not be read stays unknown. */
export const assessing = tree.createStateConfig({
  id: 'assessing',
  meta: {
    title: 'Looking',
    says: 'Reading production, the error rate, the previous deployments and the schema. A source that does not answer in time is reported as unavailable.',
    waitsFor: 'bot',
  },
  entry: {
    type: 'gatherFacts',
    params: ({ context }) => ({ service: context.service }),
  },
  on: {
    'facts.gathered': [
      { guard: 'theSchemaIsLate', target: 'classifying', actions: [...keepFacts, judgeSchema] },
      { target: 'classifying', actions: [...keepFacts] },
    ],
  },
});

function deployOf({ suspect }: Plan): IncidentContext['deploy'] {
  return suspect === null ? null : { startedAt: deployStart(suspect), liveAt: suspect.liveAt ?? suspect.createdAt };
}
