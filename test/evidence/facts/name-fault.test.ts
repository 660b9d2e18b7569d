import { expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import type { Evidence } from '#domain/evidence.ts';
import { nameFault } from '#src/evidence/facts/name-fault.ts';
import type { Errors, Issue } from '#src/providers/errors.ts';

const never = new AbortController().signal;
const WINDOW = { start: 1_763_600_000_000, end: 1_763_600_600_000 };
const BEGAN: Evidence = {
  kind: 'errors.began',
  source: 'sentry',
  verdict: 'contradicts',
  summary: 'Errors began before the deploy of 2026-11-20T13:50:00Z.',
  observedAt: WINDOW.end,
  details: { deployAt: 1_763_600_300_000 },
};
const RATES: Issue = {
  id: '9',
  shortId: 'SHOP-9',
  title: 'Error: The exchange rates answered 503',
  culprit: 'GET /reports',
  permalink: 'https://sentry.example/9',
  firstSeen: WINDOW.start,
  lastSeen: WINDOW.end,
  count: 40,
};

function named(issues: Errors['issues'], began = BEGAN): Promise<Evidence> {
  return nameFault({ issues }, began, WINDOW, 1_000, never);
}

test('errors that are older than the deploy are named, with whose they are', async () => {
  const failing =
    'Most frequent: “Error: The exchange rates answered 503” (SHOP-9) in GET /reports, 40 times, the failure of something that the app asks.';
  expect(await named(async () => [RATES])).toEqual({
    ...BEGAN,
    summary: `Errors began before the deploy of 2026-11-20T13:50:00Z. ${failing}`,
    details: { deployAt: 1_763_600_300_000, failing },
  });
});

test("the app's own error is nobody else's", async () => {
  const { summary } = await named(async () => [{ ...RATES, title: 'TypeError: x is undefined', culprit: '', count: 1 }]);
  expect(summary).toBe(
    'Errors began before the deploy of 2026-11-20T13:50:00Z. Most frequent: “TypeError: x is undefined” (SHOP-9), 1 time.',
  );
});

test('a database that cannot be reached is nobody else either', async () => {
  const { summary } = await named(async () => [{ ...RATES, title: 'connect ECONNREFUSED 10.0.0.5:5432' }]);
  expect(summary).not.toContain('something that the app asks');
});

test('nothing is added where nothing is found, or nothing could be read', async () => {
  expect(await named(async () => [])).toEqual(BEGAN);
  const refuse = async (): Promise<never> => {
    throw new SwitchbackError('provider_unavailable', 'Sentry answered 502.');
  };
  expect(await named(refuse)).toEqual(BEGAN);
});

test('errors that began with the deploy are not looked up once more', async () => {
  const supports: Evidence = { ...BEGAN, verdict: 'supports' };
  const unasked = async (): Promise<never> => {
    throw new Error('It was asked.');
  };
  expect(await named(unasked, supports)).toEqual(supports);
});
