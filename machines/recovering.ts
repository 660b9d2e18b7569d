import { assign } from 'xstate';
import type { IncidentContext } from './context.ts';
import { undo } from './confirmed-move.ts';
import type { MoveRequest } from './effects.ts';
import { tree } from './tree.ts';

/** After this many looks in vain a person decides; with the usual cadence about a minute and a half. */
const MOST_SWAP_LOOKS = 60;

function request(context: IncidentContext): MoveRequest {
  if (context.move === null) throw new Error('A move is confirmed before it is requested.');
  return { move: context.move, service: context.service, mode: context.mode };
}

/** A request that may still land is seen to its end before the incident can be left. */
const seenToItsEnd = { 'incident.cancel': {} } as const;

/** Accepted, moved and recovered are three different things; this is the way from a confirmation to moved. */
export const recovering = tree.createStateConfig({
  id: 'recovering',
  initial: 'moving',
  states: {
    moving: {
      id: 'moving',
      meta: { title: 'Asking the platform to move production', says: 'One request, sent once.', waitsFor: 'bot', manual: 'rollback' },
      entry: { type: 'startMove', params: ({ context }) => request(context) },
      on: {
        ...seenToItsEnd,
        'move.accepted': [
          { guard: ({ event }) => event.queued, target: 'queued', actions: 'rememberAccepted' },
          { target: 'awaitingJob', actions: 'rememberAccepted' },
        ],
        'move.alreadyThere': { target: 'provingSwap', actions: 'rememberAccepted' },
        'move.refused': [
          {
            guard: 'theGestureWasARollback',
            target: '#otherGesture',
            actions: ['explainEnd', { type: 'say', params: ({ event }) => ({ what: 'move ended', why: event.why }) }],
          },
          { target: 'stopped', actions: ['explainEnd', { type: 'say', params: ({ event }) => ({ what: 'move ended', why: event.why }) }] },
        ],
        'move.stopped': {
          target: 'stopped',
          actions: ['explainEnd', { type: 'say', params: ({ event }) => ({ what: 'move ended', why: event.why }) }],
        },
        'move.unknown': {
          target: 'unknown',
          actions: [
            'explainEnd',
            assign({ unknownEffect: ({ event }) => event.effect }),
            { type: 'say', params: ({ event }) => ({ what: 'move ended', why: event.why }) },
          ],
        },
      },
    },
    unknown: {
      meta: {
        title: 'Nobody can tell whether the platform took it',
        says: 'The request was sent once and its answer was lost. It is not sent again blindly: look again, or look at the platform yourself.',
        waitsFor: 'person',
        manual: 'readProduction',
      },
      on: {
        ...seenToItsEnd,
        'look.again': {
          actions: { type: 'lookAgain', params: ({ context }) => ({ effect: context.unknownEffect ?? '' }) },
        },
        'move.accepted': [
          { guard: ({ event }) => event.queued, target: 'queued', actions: 'rememberAccepted' },
          { target: 'awaitingJob', actions: 'rememberAccepted' },
        ],
        'move.alreadyThere': { target: 'provingSwap', actions: 'rememberAccepted' },
        'move.refused': { target: 'stopped', actions: 'explainEnd' },
        'move.stopped': { target: 'stopped', actions: 'explainEnd' },
        'move.unknown': { actions: 'explainEnd' },
        'facts.refresh': '#assessing',
      },
    },
    queued: {
      meta: {
        title: 'Accepted, but waiting behind a rolling release',
        says: 'Nothing moves until that rolling release is completed or aborted on the platform. Do one of the two, then look again.',
        waitsFor: 'person',
        manual: 'endRollingRelease',
      },
      on: { ...seenToItsEnd, 'look.again': 'provingSwap', 'facts.refresh': '#assessing' },
    },
    awaitingJob: {
      meta: {
        title: 'Accepted; the platform is moving the domains',
        says: 'Accepted is not moved: reading the platform’s own job.',
        waitsFor: 'bot',
        manual: 'readProduction',
      },
      entry: { type: 'observeJob', params: ({ context }) => request(context) },
      on: {
        ...seenToItsEnd,
        'job.observed': [
          { guard: ({ event }) => event.job === 'succeeded', target: 'provingSwap' },
          {
            guard: ({ event }) => event.job === 'failed' || event.job === 'another',
            target: 'stopped',
            actions: ['explainEnd', { type: 'say', params: ({ event }) => ({ what: 'move ended', why: event.why }) }],
          },
          {
            guard: ({ context }) => context.swapLooks >= MOST_SWAP_LOOKS,
            target: 'stopped',
            actions: ['explainEnd', { type: 'say', params: ({ event }) => ({ what: 'move ended', why: event.why }) }],
          },
          {
            actions: [
              assign({ swapLooks: ({ context }) => context.swapLooks + 1 }),
              { type: 'startTimer', params: ({ context }) => ({ name: 'job', afterMs: context.cadence.job, event: { type: 'job.due' } }) },
            ],
          },
        ],
        'job.due': { actions: { type: 'observeJob', params: ({ context }) => request(context) } },
      },
    },
    provingSwap: {
      meta: {
        title: 'Proving that production moved',
        says: 'Reading every domain back and asking the app itself which deployment it is.',
        waitsFor: 'bot',
        manual: 'readProduction',
      },
      entry: [assign({ swapLooks: 0 }), { type: 'observeSwap', params: ({ context }) => request(context) }],
      on: {
        ...seenToItsEnd,
        'swap.observed': [
          {
            guard: ({ event }) => event.swap === 'moved' || event.swap === 'reported',
            target: 'moved',
            actions: [
              { type: 'keepEvidence', params: ({ event }) => ({ evidence: event.evidence }) },
              assign(({ context, event }) => (context.move === null ? {} : { move: { ...context.move, movedAt: event.at } })),
              { type: 'say', params: ({ context, event }) => ({ what: 'swap', evidence: event.evidence, move: request(context).move }) },
              {
                type: 'observeAutoAssignment',
                params: ({ context }) => ({ service: context.service, original: context.autoAssignment.original }),
              },
              {
                type: 'markRelease',
                params: ({ context }) => ({ incident: context.incident, service: context.service, move: request(context).move }),
              },
            ],
          },
          {
            guard: ({ context, event }) => event.swap !== 'contradicted' && context.swapLooks < MOST_SWAP_LOOKS,
            actions: [
              { type: 'keepEvidence', params: ({ event }) => ({ evidence: event.evidence }) },
              assign({ swapLooks: ({ context }) => context.swapLooks + 1 }),
              {
                type: 'startTimer',
                params: ({ context }) => ({ name: 'swap', afterMs: context.cadence.swap, event: { type: 'swap.due' } }),
              },
            ],
          },
          {
            target: 'stopped',
            actions: [
              { type: 'keepEvidence', params: ({ event }) => ({ evidence: event.evidence }) },
              'explainEnd',
              { type: 'say', params: ({ context, event }) => ({ what: 'swap', evidence: event.evidence, move: request(context).move }) },
            ],
          },
        ],
        'swap.due': { actions: { type: 'observeSwap', params: ({ context }) => request(context) } },
      },
    },
    moved: {
      meta: { title: 'Moved', says: 'Production serves the target. Moved is not recovered.', waitsFor: 'bot' },
      always: [
        {
          guard: 'aPromoteWentBack',
          target: '#verifying',
          actions: {
            type: 'setAutoAssignment',
            params: ({ context }) => ({ service: context.service, to: 'off', restores: false, by: context.owner }),
          },
        },
        { guard: 'inADrill', target: '#verifying' },
        { guard: 'whatWasUndoneHadMoved', target: '#assessing', actions: 'rememberThatItFailed' },
        { guard: 'theMoveWasAnUndo', target: '#assessing' },
        { target: '#verifying' },
      ],
    },
    stopped: {
      meta: {
        title: 'The move did not go through',
        says: 'Read production yourself before anything else is started.',
        waitsFor: 'person',
        manual: 'readProduction',
      },
      on: {
        'look.again': 'provingSwap',
        'facts.refresh': '#assessing',
        'undo.confirm': { guard: 'aMoveWasAccepted', target: 'moving', actions: assign(({ context, event }) => undo(context, event)) },
      },
    },
  },
});
