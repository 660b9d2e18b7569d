import { assign } from 'xstate';
import { undo } from './confirmed-move.ts';
import { movedBy, recoveryQuestion } from './recovery-question.ts';
import type { IncidentContext } from './context.ts';
import type { IncidentEvent } from './events.ts';
import type { Saying } from './effects.ts';
import { tree } from './tree.ts';

const sayRecovery = {
  type: 'say' as const,
  params: ({ context, event }: { context: IncidentContext; event: IncidentEvent }): Saying => {
    if (event.type !== 'recovery.observed') throw new Error('Only a look at the error rate is said as one.');
    const traded = context.move?.purpose === 'recovery' ? event.culprit : null;
    return {
      what: 'recovery',
      evidence: event.evidence,
      chart: event.chart,
      moments: recoveryQuestion(context).moments,
      move: context.move,
      traded,
    };
  },
};

const lookLater = {
  type: 'startTimer' as const,
  params: ({ context }: { context: IncidentContext }) => ({
    name: 'look',
    afterMs: context.cadence.look,
    event: { type: 'look.due' as const },
  }),
};

/** Moved is not recovered. The bot looks until the error rate is proved to be back, or until a person must decide. */
export const verifying = tree.createStateConfig({
  id: 'verifying',
  initial: 'watching',
  entry: [
    assign({ recoveringSince: ({ context, event }) => movedBy(context)?.movedAt ?? event.at, recovery: null }),
    { type: 'lookAtRecovery', params: ({ context }) => ({ question: recoveryQuestion(context) }) },
  ],
  exit: { type: 'stopTimer', params: { name: 'look' } },
  on: {
    'look.due': { actions: { type: 'lookAtRecovery', params: ({ context }) => ({ question: recoveryQuestion(context) }) } },
    'recovery.observed': [
      {
        guard: ({ event }) => event.recovery.verdict === 'recovered',
        target: '#recovered',
        actions: ['keepRecovery', sayRecovery],
      },
      {
        guard: ({ context, event }) => event.recovery.verdict === 'still failing' && context.recovery?.verdict !== 'still failing',
        target: '.notRecovered',
        actions: ['keepRecovery', sayRecovery, lookLater],
      },
      {
        guard: ({ context, event }) =>
          event.recovery.over && context.recovery?.verdict !== 'still failing' && context.recovery?.over !== true,
        target: '.undecided',
        actions: ['keepRecovery', sayRecovery, lookLater],
      },
      { actions: ['keepRecovery', lookLater] },
    ],
  },
  states: {
    watching: {
      meta: {
        title: 'Is it recovered?',
        says: 'Counting errors against traffic since then. No traffic is not recovery. The verdict is posted in the thread.',
        waitsFor: 'bot',
        manual: 'lookAtErrors',
      },
      on: {
        'undo.confirm': { guard: 'aMoveCanBeUndone', target: '#moving', actions: assign(({ context, event }) => undo(context, event)) },
      },
    },
    notRecovered: {
      meta: {
        title: 'Not recovered',
        says: 'The bot keeps looking. Choose what to do with this evidence.',
        waitsFor: 'person',
        manual: 'lookAtErrors',
      },
      on: {
        'undo.confirm': { guard: 'aMoveCanBeUndone', target: '#moving', actions: assign(({ context, event }) => undo(context, event)) },
        'class.reconsider': '#assessing',
        'recovery.accept': { target: '#recovered', actions: { type: 'explain', params: ({ event }) => ({ why: event.reason }) } },
      },
    },
    undecided: {
      meta: {
        title: 'Nobody can tell yet whether it is recovered',
        says: 'The time for a proof is over, but the bot keeps looking. A person may accept it with a reason, which is recorded as not proved.',
        waitsFor: 'person',
        manual: 'lookAtErrors',
      },
      on: {
        'undo.confirm': { guard: 'aMoveCanBeUndone', target: '#moving', actions: assign(({ context, event }) => undo(context, event)) },
        'class.reconsider': '#assessing',
        'recovery.accept': { target: '#recovered', actions: { type: 'explain', params: ({ event }) => ({ why: event.reason }) } },
      },
    },
  },
});
