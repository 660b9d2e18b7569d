import { expect, test } from 'vitest';
import { planOf } from '#src/engine/plan.ts';

const KINDS = { say: {} };

test('an action that a performer does is an effect; what the engine reads is not part of its input', () => {
  expect(planOf([{ type: 'say', params: { text: 'hi', afterMs: 50 } }, { type: 'say' }], KINDS)).toEqual({
    effects: [
      { kind: 'say', input: { text: 'hi' }, afterMs: 50 },
      { kind: 'say', input: {}, afterMs: 0 },
    ],
    timers: [],
    lookAgain: [],
  });
});

test('the engine does timers, second looks and turns itself', () => {
  const actions = [
    { type: 'startTimer', params: { name: 'nag', afterMs: 1000, event: { type: 'nag.due' } } },
    { type: 'stopTimer', params: { name: 'nag' } },
    { type: 'lookAgain', params: { effect: 'inc-1:2:0' } },
    { type: 'newTurn' },
    { type: 'xstate.raise', params: { event: { type: 'taken at once' } } },
  ];
  expect(planOf(actions, KINDS)).toEqual({
    effects: [],
    timers: [
      { kind: 'start', name: 'nag', afterMs: 1000, event: { type: 'nag.due' } },
      { kind: 'stop', name: 'nag' },
    ],
    lookAgain: ['inc-1:2:0'],
  });
});

for (const [name, action] of [
  ['an action that nobody does', { type: 'sing' }],
  ['a delayed transition', { type: 'xstate.raise', params: { event: { type: 'late' }, delay: 1000 } }],
  ['an inline function', { type: '(anonymous)' }],
  ['a timer without a delay', { type: 'startTimer', params: { name: 'nag', event: { type: 'nag.due' } } }],
  ['a timer without an event', { type: 'startTimer', params: { name: 'nag', afterMs: 1, event: 'nag.due' } }],
  ['a timer in the past', { type: 'startTimer', params: { name: 'nag', afterMs: -1, event: { type: 'nag.due' } } }],
  ['a second look at nothing', { type: 'lookAgain', params: { effect: null } }],
  ['an effect of the past', { type: 'say', params: { afterMs: -1 } }],
] as const) {
  test(`${name} is refused`, () => {
    expect(() => planOf([{ type: 'say', params: { text: 'hi' } }, action], KINDS)).toThrow(
      expect.objectContaining({ code: 'effect_unknown' }),
    );
  });
}
