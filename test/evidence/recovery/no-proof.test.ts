import { describe, expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { lookAtRecovery } from '#src/evidence/recovery/look-at-recovery.ts';
import type { Window } from '#src/providers/errors.ts';
import { DEPLOYED, MINUTE, MOVED, stillBroken, recoveringShop } from '#test/support/recovering-shop.ts';
import { evenly, scriptedErrors } from '#test/support/scripted-errors.ts';

const never = new AbortController().signal;

describe('counts that prove nothing', () => {
  test('no traffic', async () => {
    const { script, look } = recoveringShop(10, [], 0);
    script.events = script.events.filter(({ at }) => at < MOVED);
    const { verdict } = await look();
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'no traffic' });
    expect(verdict.sentence).toBe('Cannot tell: 0 requests in the 9.5 min since the move, so 0 errors prove nothing.');
  });

  test('no traffic on the route of the culprit, although others are served', async () => {
    const { script, look } = recoveringShop(10, [], 0);
    script.requests = [...script.requests, ...evenly(60, { start: MOVED, end: MOVED + 10 * MINUTE }, { route: 'GET /' })];
    const { verdict } = await look();
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'no traffic' });
    expect(verdict.sentence).toContain('0 requests to the failing route in the 9.5 min since the move');
  });

  test('traffic that was never measured', async () => {
    const { script, look } = recoveringShop(10);
    script.requests = [];
    const { verdict } = await look();
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'traffic not measured', numbers: null });
    expect(verdict.sentence).toContain('traffic not verified');
  });

  test('a pipeline that stalls at the move, while the service is still broken', async () => {
    const { script, look } = recoveringShop(5, stillBroken(5));
    script.stalledFrom = MOVED;
    const { verdict } = await look();
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'pipeline stalled' });
    expect(verdict.sentence).toMatch(
      /^Cannot tell: a test event sent at 2026-11-20T14:0\d:\d\dZ is still not visible after \d\.\d min; the error tracker is late or dropping\.$/,
    );
  });

  test('a pipeline in which only the errors stall, so that the traffic looks healthy', async () => {
    const { script, look } = recoveringShop(10);
    script.events = script.events.filter(({ at }) => at < MOVED);
    script.heartbeats = {};
    expect((await look()).verdict).toMatchObject({ kind: 'inconclusive', reason: 'pipeline stalled' });
  });

  test('a pipeline that nobody tested with an event of our own', async () => {
    const { script, look } = recoveringShop(10);
    script.events = script.events.filter(({ at }) => at < MOVED);
    const { verdict } = await look({ heartbeats: [] });
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'pipeline not proved' });
  });

  test('a pipeline that is late but moving holds the verdict back to what is proved', async () => {
    const { script, look } = recoveringShop(10);
    script.heartbeats = Object.fromEntries(Object.entries(script.heartbeats).filter(([, sentAt]) => sentAt <= MOVED + 8.5 * MINUTE));
    const { watermark } = await look();
    expect(watermark?.through).toBeLessThanOrEqual(MOVED + 8 * MINUTE);
  });

  test('a test event that was sent again under its id proves no more than its first sending', async () => {
    const { script, look } = recoveringShop(10);
    script.heartbeats = { 'beat-0': MOVED + 2 * MINUTE };
    const { watermark } = await look({ heartbeats: [{ id: 'beat-0', sentAt: MOVED + 10 * MINUTE }] });
    expect(watermark).toMatchObject({ kind: 'proved', through: MOVED + 2 * MINUTE - 30_000 });
  });

  test('buckets that Sentry calls incomplete are not used', async () => {
    const { script, plan, now } = recoveringShop(7);
    const { watermark } = await lookAtRecovery(scriptedErrors({ ...script, incompleteMs: 90_000 }), plan, now, never);
    expect(watermark).toMatchObject({ kind: 'proved', through: MOVED + 5 * MINUTE + 15_000 });
  });

  test('events that Sentry rejected', async () => {
    const { script, look } = recoveringShop(10);
    script.rejected = 312;
    const { verdict } = await look();
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'events dropped' });
    expect(verdict.sentence).toContain('the error tracker rejected 312 events since the move');
  });

  test('an incident that Sentry never showed', async () => {
    const { script, look } = recoveringShop(10);
    script.events = script.events.filter(({ shortId }) => shortId !== 'SHOP-7');
    const { verdict } = await look({ culprit: null });
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'incident not visible', etaMs: null });
    expect(verdict.sentence).toContain(
      'the error tracker never showed this incident (2/min during, 2/min before), so it cannot show the end of it.',
    );
  });

  test('no time since the move', async () => {
    expect((await recoveringShop(0).look()).verdict).toMatchObject({ kind: 'inconclusive', reason: 'not enough evidence yet' });
  });

  test('no time before the deploy', async () => {
    const { look } = recoveringShop(10);
    const { verdict } = await look({ baseline: { start: DEPLOYED, end: DEPLOYED } });
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'no baseline' });
  });
});

describe('answers are read afresh each time', () => {
  test('a bucket that is revised upward takes the verdict back', async () => {
    const { script, look } = recoveringShop(7);
    expect((await look()).verdict.kind).toBe('recovered');
    script.events = [...script.events, ...stillBroken(7)];
    expect((await look()).verdict.kind).toBe('still failing');
  });

  test('the deadline makes an open verdict final', async () => {
    const { plan, look } = recoveringShop(2);
    const { verdict } = await look({ settings: { ...plan.settings, deadlineMs: MINUTE } });
    expect(verdict).toMatchObject({ kind: 'inconclusive', final: true });
  });

  test('the chart ends where the counts are complete, never in an empty bucket', async () => {
    const { chart, watermark } = await recoveringShop(7).look();
    expect((chart.buckets.at(-1)?.at ?? 0) + chart.bucketMs).toBe(watermark?.through);
    expect(chart.buckets[0]?.at).toBe(DEPLOYED - 5 * MINUTE);
  });
});

describe('a tracker that cannot be read', () => {
  test.each([
    { code: 'provider_unauthorized', reason: 'unauthorized' },
    { code: 'provider_not_found', reason: 'not found' },
    { code: 'provider_rate_limited', reason: 'rate limited' },
    { code: 'provider_unavailable', reason: 'unavailable' },
    { code: 'provider_answer_invalid', reason: 'answer does not fit' },
  ] as const)('$code is: cannot look, $reason', async ({ code, reason }) => {
    const { script, look } = recoveringShop(10);
    script.onCall = (method) => {
      if (method === 'rejected') throw new SwitchbackError(code, 'Give the token the scope project:read.');
    };
    const { verdict, chart, watermark } = await look();
    expect(verdict).toEqual({ kind: 'cannot look', reason, final: false, sentence: 'Cannot look: Give the token the scope project:read.' });
    expect({ chart, watermark }).toEqual({ chart: { bucketMs: 15_000, buckets: [] }, watermark: null });
  });

  test('timestamps in seconds are refused, not read as silence', async () => {
    const { script, plan, now } = recoveringShop(10);
    const errors = scriptedErrors(script);
    const inSeconds = {
      ...errors,
      counts: async (...asked: Parameters<typeof errors.counts>) => {
        const { bucketMs, buckets } = await errors.counts(...asked);
        return { bucketMs, buckets: buckets.map(({ at, count, complete }) => ({ at: at / 1000, count, complete })) };
      },
    };
    expect((await lookAtRecovery(inSeconds, plan, now, never)).verdict).toMatchObject({
      kind: 'cannot look',
      reason: 'answer does not fit',
    });
  });

  test('an empty series is refused, not read as zero', async () => {
    const { script, plan, now } = recoveringShop(10);
    const empty = { ...scriptedErrors(script), counts: async (_: Window, bucketMs: number) => ({ bucketMs, buckets: [] }) };
    expect((await lookAtRecovery(empty, plan, now, never)).verdict).toMatchObject({ kind: 'cannot look', reason: 'answer does not fit' });
  });

  test('a look that runs out of time says so', async () => {
    const { script, plan, now } = recoveringShop(10);
    const { verdict } = await lookAtRecovery(scriptedErrors(script), plan, now, AbortSignal.abort());
    expect(verdict).toMatchObject({ kind: 'cannot look', reason: 'no answer in time' });
  });

  test('a defect of our own is thrown', async () => {
    const { script, look } = recoveringShop(10);
    script.onCall = () => {
      throw new TypeError('defect');
    };
    await expect(look()).rejects.toThrow('defect');
  });
});
