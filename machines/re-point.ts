import { and, assign } from 'xstate';
import { schemaDetails } from '#domain/schema-details.ts';
import { choosingAPath } from './choosing-a-path.ts';
import { rollBack, promote } from './confirmed-move.ts';
import type { IncidentEvent } from './events.ts';
import { judgeSchema, keepJudged } from './late-schema.ts';
import { schemaVerdict } from './schema-verdict.ts';
import { tree } from './tree.ts';

const anotherWay = choosingAPath('forward-fix', 'revert and roll forward', 'new generation', 'rollback.sql', 'stop a stuck migration');

/** What the verdict says now decides between the confirmation and the refusal. Where that is as before, so is a click on the way. */
const weighAnew = [
  { guard: and(['itIsAboutTheTarget', 'theVerdictStays']), target: 'weighing', actions: keepJudged },
  { guard: 'itIsAboutTheTarget', target: 'weighing', actions: [...keepJudged, 'newTurn'] },
  {},
] as const;

interface Assessed {
  readonly event: Extract<IncidentEvent, { type: 'target.assessed' }>;
}

const keepAssessed = [
  { type: 'takePlan', params: ({ event }: Assessed) => ({ plan: event.plan }) },
  { type: 'keepEvidence', params: ({ event }: Assessed) => ({ evidence: event.evidence }) },
  { type: 'say', params: ({ event }: Assessed) => ({ what: 'assessment' as const, evidence: event.evidence }) },
] as const;

/** Put the old code back, if it would run. Where it would make it worse, the button gives way to the right path. */
export const rePoint = tree.createStateConfig({
  id: 'rePoint',
  initial: 'weighing',
  on: { 'class.reconsider': '#classifying' },
  states: {
    weighing: {
      meta: { title: 'Weighing', says: 'Weighing whether the old code would run.', waitsFor: 'bot' },
      always: [{ guard: 'theTargetRunsOnTodaysSchema', target: 'confirming' }, { target: 'refused' }],
    },
    confirming: {
      meta: {
        title: 'Put production back?',
        says: 'Until this incident ends, new builds do not get the production domains.',
        waitsFor: 'person',
        manual: 'rollback',
      },
      on: {
        'schema.judged': weighAnew,
        'move.confirm': { target: '#moving', actions: assign(({ context, event }) => rollBack(context, event)) },
        'target.choose': { guard: 'theTargetIsOffered', target: 'assessingTarget' },
        'path.choose': anotherWay,
        'question.back': '#classifying',
      },
    },
    assessingTarget: {
      meta: { title: 'Looking at that deployment', says: 'Asking its own URL and comparing its migrations.', waitsFor: 'bot' },
      entry: {
        type: 'assessTarget',
        params: ({ context, event }) => ({
          service: context.service,
          plan: context.plan,
          target: event.type === 'target.choose' ? event.target : (context.plan.target?.id ?? ''),
        }),
      },
      on: {
        'target.assessed': [
          { guard: 'theSchemaIsLate', target: 'weighing', actions: [...keepAssessed, judgeSchema] },
          { target: 'weighing', actions: [...keepAssessed] },
        ],
      },
    },
    refused: {
      meta: {
        title: 'Refused: going back would make it worse',
        says: 'Take the forward-fix instead. Going back all the same needs a second person and a written reason.',
        waitsFor: 'person',
        manual: 'refused',
      },
      entry: [
        'forgetFirst',
        {
          type: 'say',
          params: ({ context }) => ({
            what: 'refusal',
            because: schemaVerdict(context).because,
            details: schemaDetails(context.evidence['schema.fits']),
          }),
        },
      ],
      on: {
        'schema.judged': weighAnew,
        'path.choose': anotherWay,
        'target.choose': { guard: 'theTargetIsOffered', target: 'assessingTarget' },
        'glass.break': { guard: 'thereIsATarget', target: 'awaitingSecondPerson', actions: 'rememberFirst' },
        'question.back': '#classifying',
      },
    },
    awaitingSecondPerson: {
      meta: {
        title: 'Break-glass: a second person must agree',
        says: 'The bot advises against this move. It has not been sent.',
        waitsFor: 'person',
        manual: 'refused',
        destructive: true,
      },
      on: {
        'glass.approve': {
          guard: 'itIsSomebodyElse',
          target: '#moving',
          actions: [
            assign(({ context, event }) => ({
              brokenGlass: { by: context.first?.by ?? '', reason: context.first?.reason ?? '', approvedBy: event.by },
              ...rollBack(context, event),
            })),
            {
              type: 'say',
              params: ({ context, event }) => ({
                what: 'glass broken',
                by: context.first?.by ?? '',
                reason: context.first?.reason ?? '',
                approvedBy: event.by,
              }),
            },
          ],
        },
        'glass.withdraw': 'refused',
      },
    },
    otherGesture: {
      id: 'otherGesture',
      meta: {
        title: 'The platform refused the rollback',
        says: 'Promoting the same deployment may still work. A promote lets new builds take the production domains again, so the bot turns that off right after.',
        waitsFor: 'person',
        manual: 'promote',
      },
      on: {
        'schema.judged': weighAnew,
        'gesture.usePromote': { target: '#moving', actions: assign(({ context, event }) => promote(context, event)) },
        'path.choose': anotherWay,
        'question.back': '#classifying',
      },
    },
  },
});
