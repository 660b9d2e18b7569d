import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSentry, type LocalSentry } from '#sandbox/sentry/start-sentry.ts';
import { lookAtRecovery } from '#src/evidence/recovery/look-at-recovery.ts';
import { onsetOfErrors } from '#src/evidence/recovery/onset-of-errors.ts';
import { DEFAULT_RECOVERY_SETTINGS } from '#src/evidence/recovery/settings.ts';
import { targetWasClean } from '#src/evidence/recovery/target-was-clean.ts';
import type { Errors } from '#src/providers/errors.ts';
import { createSentry } from '#src/providers/sentry/create-sentry.ts';
import { postError, postRequests } from '#test/sandbox/sentry/post-envelope.ts';

/** Not on any whole bucket, as no real moment is. */
const NOW = Date.parse('2026-11-20T14:02:37.411Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CULPRIT = { shortId: 'INVOICES-1', title: 'Error: boom', route: 'GET /invoices' };

/** What a target served, how long ago a deploy was, and what people take for a baseline. */
const WINDOWS = [
  { window: '5 min', ms: 5 * MINUTE },
  { window: '10 min', ms: 10 * MINUTE },
  { window: '30 min', ms: 30 * MINUTE },
  { window: '1 h', ms: HOUR },
  { window: '2 h', ms: 2 * HOUR },
  { window: '4 h', ms: 4 * HOUR },
  { window: '6 h', ms: 6 * HOUR },
  { window: '12 h', ms: 12 * HOUR },
  { window: '16 h 39 min', ms: 999 * MINUTE },
  { window: '16 h 41 min', ms: 1_001 * MINUTE },
  { window: '24 h', ms: DAY },
  { window: '41 h', ms: 41 * HOUR },
  { window: '42 h', ms: 42 * HOUR },
  { window: '2 days', ms: 2 * DAY },
  { window: '3 days', ms: 3 * DAY },
  { window: '6 days', ms: 6 * DAY },
  { window: '7 days', ms: 7 * DAY },
  { window: '10 days', ms: 10 * DAY },
  { window: '14 days', ms: 14 * DAY },
] as const;

const soon = (): AbortSignal => AbortSignal.timeout(20_000);

describe.each(WINDOWS)('a window of $window', ({ ms }) => {
  let sentry: LocalSentry;
  let errors: Errors;

  beforeEach(async () => {
    sentry = await startSentry({ now: () => NOW });
    const { token, apiUrl: baseUrl, organization, project, dsn } = sentry;
    errors = createSentry({ token, baseUrl, organization, project, environment: 'production', dsn, now: () => NOW });
  });
  afterEach(() => sentry.close());

  const evenly = (start: number, end: number, count: number): number[] =>
    Array.from({ length: count }, (_, index) => Math.round(start + ((index + 0.5) / count) * (end - start)));
  const visits = (start: number, end: number, count: number): Promise<unknown> =>
    postRequests(sentry.dsn, evenly(start, end, count), 'GET /invoices');
  const failures = (start: number, end: number): Promise<unknown> =>
    Promise.all(evenly(start, end, 40).map((at) => postError(sentry.dsn, { at, message: 'boom', release: 'bad' })));

  test('in which the target served: it is known to have been clean', async () => {
    const end = NOW - 10 * MINUTE;
    const window = { start: end - ms, end };
    await visits(window.start, window.end, 100);
    await failures(end + 1_000, end + 60_000);
    const question = { culprit: CULPRIT, targetRelease: 'good', window, now: NOW, finestMs: DEFAULT_RECOVERY_SETTINGS.bucketMs };
    expect(await targetWasClean(errors, question, soon())).toMatchObject({
      verdict: 'supports',
      details: { events: 0, otherReleases: [] },
    });
    expect(sentry.unexpected).toEqual([]);
  });

  test('since the deploy: the errors are known to have begun with it', async () => {
    const deployAt = NOW - ms;
    await visits(deployAt - DAY, deployAt, 100);
    await visits(deployAt, NOW, 100);
    await failures(deployAt, deployAt + Math.min(ms, 10 * MINUTE));
    const baseline = { start: deployAt - DAY, end: deployAt };
    expect(await onsetOfErrors(errors, { deployAt, baseline, now: NOW }, soon())).toMatchObject({ verdict: 'supports' });
  });

  test('as a baseline: it is compared with', async () => {
    const deployAt = NOW - 20 * MINUTE;
    const baseline = { start: deployAt - ms, end: deployAt };
    await visits(baseline.start, baseline.end, 100);
    await visits(deployAt, NOW, 60);
    await failures(deployAt, NOW - 10 * MINUTE);
    const onset = await onsetOfErrors(errors, { deployAt, baseline, now: NOW }, soon());
    expect(onset).toMatchObject({ verdict: 'supports' });
    const plan = {
      baseline,
      incident: { start: deployAt, end: NOW - 10 * MINUTE },
      postStart: NOW - 10 * MINUTE,
      excluded: [],
      culprit: CULPRIT,
      newIssuesSince: NOW - 10 * MINUTE,
      heartbeats: [],
      settings: DEFAULT_RECOVERY_SETTINGS,
    };
    const { verdict } = await lookAtRecovery(errors, plan, NOW, soon());
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'pipeline not proved' });
  });

  test('since the move: it is still watched', async () => {
    const moved = NOW - ms;
    await visits(moved - DAY, NOW, 200);
    await failures(moved - 20 * MINUTE, moved);
    const plan = {
      baseline: { start: moved - DAY, end: moved - 20 * MINUTE },
      incident: { start: moved - 20 * MINUTE, end: moved },
      postStart: moved,
      excluded: [],
      culprit: CULPRIT,
      newIssuesSince: moved,
      heartbeats: [],
      settings: DEFAULT_RECOVERY_SETTINGS,
    };
    const { verdict } = await lookAtRecovery(errors, plan, NOW, soon());
    expect(verdict).toMatchObject({ kind: 'inconclusive', reason: 'pipeline not proved' });
  });
});
