import { describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { findCulprit } from '#src/evidence/recovery/find-culprit.ts';
import { onsetOfErrors } from '#src/evidence/recovery/onset-of-errors.ts';
import { targetWasClean } from '#src/evidence/recovery/target-was-clean.ts';
import type { ErrorsScript, ScriptedEvent } from '#test/support/scripted-errors.ts';
import { evenly, scriptedErrors } from '#test/support/scripted-errors.ts';

const MINUTE = 60_000;
const DEPLOYED = Date.UTC(2026, 10, 20, 13, 50);
const NOW = DEPLOYED + 10 * MINUTE;
const START = DEPLOYED - 120 * MINUTE;
const baseline = { start: START, end: DEPLOYED };
const never = new AbortController().signal;

/** 60 requests and one error a minute, and what is added. */
function shop(added: readonly ScriptedEvent[], now = NOW): ErrorsScript {
  return {
    now: () => now,
    events: [...evenly(1, { start: START, end: now }, { shortId: 'SHOP-1', release: 'good' }), ...added],
    requests: evenly(60, { start: START, end: now }, { route: 'POST /api/checkout' }),
    titles: { 'SHOP-7': 'column "total" does not exist' },
    culprits: { 'SHOP-7': 'POST /api/checkout' },
    heartbeats: {},
  };
}

const errorsFrom = (start: number, end = NOW, perMinute = 20) => evenly(perMinute, { start, end }, { shortId: 'SHOP-7', release: 'bad' });
const onset = (script: ErrorsScript) => onsetOfErrors(scriptedErrors(script), { deployAt: DEPLOYED, baseline, now: script.now() }, never);

describe('did the errors begin with this deploy', () => {
  test('they rose right after it: supports', async () => {
    expect(await onset(shop(errorsFrom(DEPLOYED + 20_000)))).toMatchObject({
      kind: 'errors.began',
      source: 'sentry',
      verdict: 'supports',
      observedAt: NOW,
      summary:
        'Errors began with the deploy of 2026-11-20T13:50:00Z: 203 errors in 600 requests (1 in 3) in the 10.0 min since; 120 errors in 7,200 requests (1 in 60) in the 120.0 min before.',
      details: { deployAt: DEPLOYED, onsetAt: DEPLOYED + 15_000, usualPerMinute: 1 },
    });
  });

  test('they rose right after it, and there was not a single one before: supports', async () => {
    const script = shop([]);
    script.events = errorsFrom(DEPLOYED + 20_000);
    expect(await onset(script)).toMatchObject({ verdict: 'supports', details: { usualPerMinute: 0, onsetAt: DEPLOYED + 15_000 } });
  });

  test('they were there for 30 min before it: contradicts', async () => {
    const { verdict, summary } = await onset(shop(errorsFrom(DEPLOYED - 30 * MINUTE)));
    expect(verdict).toBe('contradicts');
    expect(summary).toBe(
      'Errors began before the deploy of 2026-11-20T13:50:00Z: 210 errors in 600 requests (1 in 3) in the 10.0 min since; 630 errors in 1,800 requests (1 in 3) in the 30.0 min before; 90 errors in 5,400 requests (1 in 60) in the 90.0 min before that.',
    );
  });

  test('they began 3 min before it: contradicts', async () => {
    expect((await onset(shop(errorsFrom(DEPLOYED - 3 * MINUTE)))).verdict).toBe('contradicts');
  });

  test('they ended before it: contradicts', async () => {
    expect((await onset(shop(errorsFrom(DEPLOYED - 20 * MINUTE, DEPLOYED - 10 * MINUTE)))).verdict).toBe('contradicts');
  });

  test('they rose before it and much further after it: inconclusive', async () => {
    const { verdict, summary } = await onset(shop([...errorsFrom(DEPLOYED - 20 * MINUTE, DEPLOYED, 5), ...errorsFrom(DEPLOYED, NOW, 60)]));
    expect(verdict).toBe('inconclusive');
    expect(summary).toMatch(/^Errors rose before the deploy of 2026-11-20T13:50:00Z and further after it/);
  });

  test('they began an hour after it: inconclusive', async () => {
    const now = DEPLOYED + 70 * MINUTE;
    const { verdict, summary } = await onset(shop(errorsFrom(DEPLOYED + 60 * MINUTE, now), now));
    expect(verdict).toBe('inconclusive');
    expect(summary).toMatch(
      /^Errors began at 2026-11-20T14:50:00Z, 60\.0 min after the deploy of 2026-11-20T13:50:00Z, so the deploy alone does not explain them/,
    );
  });

  test('nothing rose: inconclusive, since Sentry may not see the trouble', async () => {
    const { verdict, summary } = await onset(shop([]));
    expect(verdict).toBe('inconclusive');
    expect(summary).toBe(
      'The error tracker shows no rise since the deploy of 2026-11-20T13:50:00Z: 10 errors in 600 requests (1 in 60) in the 10.0 min since; 120 errors in 7,200 requests (1 in 60) in the 120.0 min before.',
    );
  });

  test('a new issue that the total hides: supports, by name', async () => {
    const script = shop(errorsFrom(DEPLOYED + MINUTE, NOW, 1));
    script.events = [...script.events, ...evenly(30, { start: START, end: NOW }, { shortId: 'SHOP-2', release: 'good' })];
    const { verdict, summary } = await onset(script);
    expect(verdict).toBe('supports');
    expect(summary).toBe(
      'column "total" does not exist (SHOP-7) was first seen 1.5 min after the deploy of 2026-11-20T13:50:00Z and came 9 times since.',
    );
  });

  test('hardly any traffic before it: inconclusive, and no comparison is made', async () => {
    const script = shop(errorsFrom(DEPLOYED));
    script.requests = script.requests.filter(({ at }, index) => at >= DEPLOYED || index % 240 === 0);
    script.events = script.events.map((event) => ({ ...event, shortId: 'SHOP-1' }));
    expect(await onset(script)).toMatchObject({
      verdict: 'inconclusive',
      summary:
        'Cannot tell when the errors began: 210 errors in 600 requests (1 in 3) in the 10.0 min since the deploy of 2026-11-20T13:50:00Z, and too few requests to compare with before it: 23 in 90.0 min.',
    });
  });

  test('hardly any traffic before it, and a new issue: supports, by name', async () => {
    const script = shop(errorsFrom(DEPLOYED));
    script.requests = script.requests.filter(({ at }) => at >= DEPLOYED);
    expect((await onset(script)).summary).toMatch(/^column "total" does not exist \(SHOP-7\) was first seen 2 s after the deploy/);
  });

  test('more errors than requests are told as such', async () => {
    expect((await onset(shop(errorsFrom(DEPLOYED, NOW, 120)))).summary).toMatch(
      /1210 errors in 600 requests \(2 a request\) in the 10\.0 min since/,
    );
  });

  test('no traffic since it: inconclusive', async () => {
    const script = shop([]);
    script.requests = script.requests.filter(({ at }) => at < DEPLOYED);
    expect(await onset(script)).toMatchObject({
      verdict: 'inconclusive',
      summary: 'Cannot tell when the errors began: no requests were measured since the deploy of 2026-11-20T13:50:00Z.',
    });
  });

  test('Sentry refuses the token: unavailable, and what to fix', async () => {
    const script = shop([]);
    script.onCall = () => {
      throw new SwitchbackError('provider_unauthorized', 'Give the token the scope org:read.');
    };
    expect(await onset(script)).toMatchObject({
      verdict: 'unavailable',
      summary: 'Could not see when the errors began: Give the token the scope org:read.',
    });
  });
});

describe('the culprit', () => {
  const find = (script: ErrorsScript) =>
    findCulprit(scriptedErrors(script), { window: { start: DEPLOYED, end: NOW }, deployAt: DEPLOYED }, never);

  test('is the most frequent issue first seen since the deploy', async () => {
    const other = evenly(2, { start: DEPLOYED, end: NOW }, { shortId: 'SHOP-8', release: 'bad' });
    const busier = evenly(50, { start: START, end: NOW }, { shortId: 'SHOP-2', release: 'good' });
    expect(await find(shop([...errorsFrom(DEPLOYED), ...other, ...busier]))).toEqual({
      shortId: 'SHOP-7',
      title: 'column "total" does not exist',
      permalink: 'https://sentry.example/issues/SHOP-7/',
      route: 'POST /api/checkout',
    });
  });

  test.each(['POST /api/checkout', 'CheckoutController#create', 'checkout.views.create'])(
    'has the route that its events name, such as %s',
    async (route) => {
      const script = {
        ...shop(evenly(2, { start: DEPLOYED, end: NOW }, { shortId: 'SHOP-8', release: 'bad' })),
        culprits: { 'SHOP-8': route },
      };
      expect(await find(script)).toMatchObject({ shortId: 'SHOP-8', route });
    },
  );

  test('has none where its events name nothing', async () => {
    expect(await find(shop(evenly(2, { start: DEPLOYED, end: NOW }, { shortId: 'SHOP-8', release: 'bad' })))).toMatchObject({
      route: null,
    });
  });

  test('is none where no issue is new', async () => expect(await find(shop([]))).toBeNull());
});

describe('did the target have this error while it served', () => {
  const culprit = { shortId: 'SHOP-7', title: 'column "total" does not exist', route: 'POST /api/checkout' };
  const clean = (script: ErrorsScript) =>
    targetWasClean(scriptedErrors(script), { culprit, targetRelease: 'good', window: baseline, now: NOW, finestMs: 15_000 }, never);

  test('no, with traffic: supports', async () => {
    expect(await clean(shop(errorsFrom(DEPLOYED)))).toEqual({
      kind: 'target.clean',
      source: 'sentry',
      verdict: 'supports',
      observedAt: NOW,
      summary: '“column "total" does not exist” did not occur while good served (120.0 min to 2026-11-20T13:50:00Z, 7200 requests).',
      details: { events: 0, requests: 7200, start: START, end: DEPLOYED, release: 'good', otherReleases: [] },
    });
  });

  test('yes: contradicts', async () => {
    const before = evenly(1, { start: START, end: DEPLOYED }, { shortId: 'SHOP-7', release: 'good' });
    const { verdict, summary } = await clean(shop(before));
    expect(verdict).toBe('contradicts');
    expect(summary).toContain('occurred 120 times');
  });

  test('yes, but another release served then too: inconclusive', async () => {
    expect((await clean(shop(errorsFrom(DEPLOYED - 5 * MINUTE)))).verdict).toBe('inconclusive');
  });

  test('no, but nobody asked for the route: inconclusive', async () => {
    const script = shop([]);
    script.requests = [];
    expect((await clean(script)).verdict).toBe('inconclusive');
  });

  test('Sentry does not answer: unavailable', async () => {
    const script = shop([]);
    script.onCall = () => {
      throw new SwitchbackError('provider_unavailable', 'Sentry answered 502. Ask again.');
    };
    expect(await clean(script)).toMatchObject({
      verdict: 'unavailable',
      summary: 'Could not check the target: Sentry answered 502. Ask again.',
    });
  });
});
