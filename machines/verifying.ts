import { assign } from 'xstate';
import { undo } from './confirmed-move.ts';
import { movedBy } from './recovery-question.ts';
import { lookLater, lookNow, sayRecovery } from './recovery-watch.ts';
import { tree } from './tree.ts';

/** Moved is not recovered. The bot looks until the error rate is proved to be back, or until a person must decide. */
export const verifying = tree.createStateConfig({
  id: 'verifying',
  initial: 'watching',
  entry: [
    // Back from recovered by a look, the same time is judged on.
    assign(({ context, event }) =>
      event.type === 'recovery.observed' ? {} : { recoveringSince: movedBy(context)?.movedAt ?? event.at, recovery: null },
    ),
    lookNow,
  ],
  exit: { type: 'stopTimer', params: { name: 'look' } },
  on: {
    'look.due': { actions: lookNow },
    'recovery.observed': [
      {
        guard: ({ event }) => event.recovery.verdict === 'recovered',
        target: '#recovered',
        actions: ['keepRecovery', sayRecovery, lookLater],
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
      id: 'notRecovered',
      meta: {
        title: 'Not recovered',
        says: 'The bot keeps looking. Choose what to do with this evidence.',
        waitsFor: 'person',
        manual: 'lookAtErrors',
      },
      on: {
        'undo.confirm': { guard: 'aMoveCanBeUndone', target: '#moving', actions: assign(({ context, event }) => undo(context, event)) },
        'class.reconsider': '#assessing',
        'recovery.accept': {
          target: '#recovered',
          actions: [{ type: 'explain', params: ({ event }) => ({ why: event.reason }) }, lookLater],
        },
      },
    },
    undecided: {
      meta: {
        title: 'Nobody can tell yet whether it is recovered',
        says: 'The bot keeps looking. Open the page that failed: a person may accept it with a reason, which is recorded as not proved.',
        waitsFor: 'person',
        manual: 'lookAtErrors',
      },
      on: {
        'undo.confirm': { guard: 'aMoveCanBeUndone', target: '#moving', actions: assign(({ context, event }) => undo(context, event)) },
        'class.reconsider': '#assessing',
        'recovery.accept': {
          target: '#recovered',
          actions: [{ type: 'explain', params: ({ event }) => ({ why: event.reason }) }, lookLater],
        },
      },
    },
  },
});
