import { assign, enqueueActions, setup } from 'xstate';
import type { EffectKinds } from '#src/engine/performer.ts';
import type { Tree } from '#src/engine/tree.ts';

interface Context {
  incident: string;
  at: number;
  moves: number;
  landed: number[];
  unknown: string | null;
}

type Event =
  | { type: 'go.requested'; moves: number; at: number; by: string }
  | { type: 'move.landed'; n: number; effect: string }
  | { type: 'move.failed'; why: string }
  | { type: 'move.unknown'; effect: string }
  | { type: 'look.requested' }
  | { type: 'words.given'; text: string }
  | { type: 'status.changed'; text: string }
  | { type: 'question.repeated' }
  | { type: 'reading.asked' }
  | { type: 'reading.taken'; value: number }
  | { type: 'reading.failed'; why: string }
  | { type: 'reminder.set'; afterMs: number }
  | { type: 'reminder.stopped' }
  | { type: 'reminder.due' }
  | { type: 'mistake.made' }
  | { type: 'end.confirmed' };

function neverRun(): never {
  throw new Error('An action of the tree ran.');
}

const named: (action: unknown, params: Record<string, unknown>) => void = neverRun;

const toy = setup({
  types: { context: {} as Context, events: {} as Event, input: {} as { incident: string; at: number } },
  actions: {
    move: named,
    say: named,
    status: named,
    read: named,
    nobodyDoesThis: neverRun,
    startTimer: named,
    stopTimer: named,
    lookAgain: named,
    newTurn: neverRun,
    keepLanded: assign(({ context, event }) => ({
      landed: event.type === 'move.landed' ? [...context.landed, event.n] : context.landed,
      unknown: null,
    })),
  },
  guards: {
    atLeastOneMove: ({ event }) => event.type === 'go.requested' && event.moves > 0,
    itWasTheLastMove: ({ context }) => context.landed.length + 1 >= context.moves,
  },
});

/** Goes, waits until every move has landed, and ends. Each move holds the incident's lane, each word its thread. */
export const TOY: Tree = {
  version: '2',
  migrations: { '1': (snapshot) => JSON.parse(JSON.stringify(snapshot).replace('"waiting"', '"idle"')) },
  machine: toy.createMachine({
    id: 'toy',
    context: ({ input }) => ({ ...input, moves: 0, landed: [], unknown: null }),
    initial: 'idle',
    on: {
      'words.given': {
        actions: { type: 'say', params: ({ event }) => ({ text: event.text }) },
      },
      'status.changed': {
        actions: {
          type: 'status',
          params: ({ event }) => ({ text: event.text }),
        },
      },
      'question.repeated': { actions: 'newTurn' },
      'reading.asked': { actions: { type: 'read', params: { what: 'rate' } } },
      'reading.taken': { actions: { type: 'say', params: ({ event }) => ({ text: `read ${event.value}` }) } },
      'reading.failed': { actions: { type: 'say', params: ({ event }) => ({ text: `not read: ${event.why}` }) } },
      'reminder.set': {
        actions: {
          type: 'startTimer',
          params: ({ event }) => ({ name: 'reminder', afterMs: event.afterMs, event: { type: 'reminder.due' } }),
        },
      },
      'reminder.stopped': { actions: { type: 'stopTimer', params: { name: 'reminder' } } },
      'reminder.due': { actions: { type: 'say', params: { text: 'still here' } } },
      'mistake.made': { actions: ['nobodyDoesThis'] },
      'end.confirmed': { target: '.over' },
    },
    states: {
      idle: {
        on: { 'go.requested': { guard: 'atLeastOneMove', target: 'moving', actions: assign({ moves: ({ event }) => event.moves }) } },
      },
      moving: {
        entry: enqueueActions(({ context, enqueue }) => {
          for (let n = 1; n <= context.moves; n += 1) enqueue({ type: 'move', params: { n } });
        }),
        on: {
          'move.landed': [
            { guard: 'itWasTheLastMove', target: 'over', actions: 'keepLanded' },
            { actions: ['keepLanded', { type: 'say', params: ({ event }) => ({ text: `landed ${event.n}` }) }] },
          ],
          'move.failed': 'stuck',
          'move.unknown': { target: 'asking', actions: assign({ unknown: ({ event }) => event.effect }) },
        },
      },
      asking: {
        on: {
          'look.requested': { actions: { type: 'lookAgain', params: ({ context }) => ({ effect: context.unknown }) } },
          'move.landed': { target: 'over', actions: 'keepLanded' },
        },
      },
      stuck: {},
      over: { type: 'final', entry: { type: 'say', params: { text: 'over' } } },
    },
  }),
};

export const TOY_KINDS: EffectKinds = {
  move: { resource: (_, incident) => `lane:${incident}` },
  say: { resource: (_, incident) => `thread:${incident}` },
  status: { resource: (_, incident) => `thread:${incident}`, supersedes: true },
  read: {},
};
