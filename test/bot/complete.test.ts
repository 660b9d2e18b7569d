import { describe, expect, test } from 'vitest';
import { currentMeta } from '#machines/current-meta.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { completer } from '#src/bot/complete.ts';
import { LANES } from '#src/bot/performers.ts';
import { planOf, type NamedAction } from '#src/engine/plan.ts';
import { EFFECT_KINDS } from '#test/support/effect-kinds.ts';
import { APP_BUG, by, gathered, walk } from '#test/support/walk.ts';

const ada = by('U_ADA');
const CONFIRMING: readonly IncidentEvent[] = [gathered(APP_BUG), ada('data.reportIntact'), ada('class.confirm')];

function completed(actions: readonly NamedAction[], turn: number, ...events: readonly IncidentEvent[]) {
  const { snapshot } = walk({}, ...events);
  return completer(() => null)(actions, { incident: 'inc-1', snapshot, turn, asksAnew: true });
}

const render = (afterMs: number) => ({ type: 'renderStatus', params: { afterMs } });

describe('every change asks for one update of the status message, which replaces the one that waits', () => {
  test('at once for the very first', () => {
    expect(completed([], 1)).toEqual([render(0)]);
  });

  test('at once where a person is waited for', () => {
    expect(currentMeta(walk({}, gathered(APP_BUG)).snapshot).waitsFor).toBe('person');
    expect(completed([], 2, gathered(APP_BUG))).toEqual([render(0)]);
  });

  test('a moment later while the bot works, since such states pass quickly', () => {
    const moving = [...CONFIRMING, ada('move.confirm')];
    expect(currentMeta(walk({}, ...moving).snapshot).waitsFor).toBe('bot');
    expect(completed([], 6, ...moving)).toEqual([render(600)]);
  });

  test('and it comes after everything else that was asked', () => {
    expect(completed([{ type: 'gatherFacts', params: { service: 'invoices' } }], 1).map(({ type }) => type)).toEqual([
      'gatherFacts',
      'renderStatus',
    ]);
  });
});

describe('what must not happen side by side holds one resource', () => {
  test.each([
    ['say', { what: 'note', by: 'U_ADA', text: 'on it' }, 'thread:inc-1'],
    ['askApproval', {}, 'thread:inc-1'],
    ['renderStatus', {}, 'status:inc-1'],
    ['startMove', { service: 'invoices' }, 'production:invoices'],
    ['setAutoAssignment', { service: 'invoices' }, 'production:invoices'],
    ['watchProduction', { incident: 'inc-1', service: 'invoices' }, 'watch:inc-1'],
    ['gatherFacts', { service: 'invoices' }, undefined],
    ['observeJob', { service: 'invoices' }, undefined],
    ['lookAtRecovery', { question: { service: 'invoices' } }, undefined],
  ])('%s of %o holds %s', (kind, input, resource) => {
    expect(EFFECT_KINDS[kind]?.resource?.(input as never, 'inc-1')).toBe(resource);
  });

  test('and whoever has places of its own has them where the bot gives some', () => {
    const named = Object.values(EFFECT_KINDS).flatMap(({ lane }) => lane ?? []);
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(LANES).toSorted());
  });

  test('a drawing, and a look at production, that was not begun gives way to the next', () => {
    expect(Object.keys(EFFECT_KINDS).filter((kind) => EFFECT_KINDS[kind]?.supersedes)).toEqual(['watchProduction', 'renderStatus']);
  });
});

test('timers and what the engine does itself pass unchanged', () => {
  const own: readonly NamedAction[] = [
    { type: 'startTimer', params: { name: 'look', afterMs: 15_000, event: { type: 'look.due' } } },
    { type: 'stopTimer', params: { name: 'look' } },
    { type: 'lookAgain', params: { effect: 'inc-1:5:0' } },
  ];
  expect(completed(own, 1).slice(0, 3)).toEqual(own);
});

test('the engine takes all of it', () => {
  const moving = [...CONFIRMING, ada('move.confirm')];
  const actions = completed([{ type: 'startMove', params: { service: 'invoices', mode: 'live' } }], 6, ...moving);
  expect(planOf(actions, EFFECT_KINDS).effects).toEqual([
    { kind: 'startMove', input: { service: 'invoices', mode: 'live' }, afterMs: 0 },
    { kind: 'renderStatus', input: {}, afterMs: 600 },
  ]);
});
