import { describe, expect, test } from 'vitest';
import { momentsOf, pointBetween } from '#sandbox/page/server/state/rate.ts';

describe('a point of the chart', () => {
  test('counts what customers got since the look before; an answer of 500 or more, or none, is an error', () => {
    const before = { sent: 20, answered: { 200: 15, 500: 2 }, failed: { TIMEOUT: 1 }, waiting: 2 };
    const after = { sent: 60, answered: { 200: 40, 404: 3, 500: 5, 502: 1 }, failed: { TIMEOUT: 2, ECONNRESET: 1 }, waiting: 8 };
    expect(pointBetween(before, after, 1_000)).toEqual({ at: 1_000, errors: 6, requests: 34 });
  });

  test('nothing came back: nothing is claimed', () => {
    const counts = { sent: 20, answered: { 200: 20 }, failed: {}, waiting: 0 };
    expect(pointBetween(counts, { ...counts, sent: 55, waiting: 35 }, 1_000)).toEqual({ at: 1_000, errors: 0, requests: 0 });
  });
});

describe('the moments that the journal marks', () => {
  const entry = { seq: 1, kind: 'event', by: 'U0ADA', rev: 1, payload: {}, hash: '' } as const;

  test('are what people decided, and the first proof of recovery', () => {
    const recovered = { recovery: { verdict: 'recovered', reason: '', over: false } };
    const journal = [
      { ...entry, at: 1, type: 'incident.opened' },
      { ...entry, at: 2, type: 'facts.gathered' },
      { ...entry, at: 3, type: 'class.confirm' },
      { ...entry, at: 4, type: 'move.confirm' },
      { ...entry, at: 5, type: 'recovery.observed', payload: { recovery: { verdict: 'inconclusive', reason: 'no traffic', over: false } } },
      { ...entry, at: 6, type: 'recovery.observed', payload: recovered },
      { ...entry, at: 7, type: 'recovery.observed', payload: recovered },
    ];
    expect(momentsOf({ journal })).toEqual([
      { at: 1, label: '/rollback' },
      { at: 3, label: 'class confirmed' },
      { at: 4, label: 'move confirmed' },
      { at: 6, label: 'recovered' },
    ]);
  });

  test('are none before an incident', () => {
    expect(momentsOf(null)).toEqual([]);
  });
});
