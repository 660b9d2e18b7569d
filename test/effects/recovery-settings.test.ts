import { expect, test } from 'vitest';
import { recoverySettings } from '#src/effects/recovery-settings.ts';
import { DEFAULT_RECOVERY_SETTINGS } from '#src/evidence/recovery/settings.ts';

const DAY = 86_400_000;
const USUAL = { bucketMs: 15_000, graceMs: 60_000, minimumMs: 60_000, pollMs: 15_000, deadlineMs: 1_800_000, baselineMs: DAY };

test('the usual cadence gives the settings that the simulations were made with', () => {
  expect(recoverySettings(USUAL)).toEqual(DEFAULT_RECOVERY_SETTINGS);
});

test('a sandbox that lives in seconds is judged alike: what follows from the bucket follows it, and the chances stay', () => {
  const quick = { bucketMs: 1_000, graceMs: 2_000, minimumMs: 4_000, pollMs: 500, deadlineMs: 90_000, baselineMs: 120_000 };
  const { minimumExposureMinutes, ...settings } = recoverySettings(quick);
  expect(minimumExposureMinutes).toBeCloseTo(0.25 / 15, 12);
  expect(settings).toEqual({
    bucketMs: 1_000,
    baselineBucketMs: 1_000,
    graceMs: 2_000,
    minimumCompleteMs: 4_000,
    pollMs: 500,
    deadlineMs: 90_000,
    alpha: 0.01,
    beta: 0.05,
    minimumVisibility: 1.4,
    startEveryMs: 2_000,
    heartbeatSlackMs: 2_000,
    stalledAfterMs: 8_000,
    longestIncidentMs: 21_600_000,
    newErrorEvents: 5,
    newErrorPerMinute: 0.5,
    newErrorShare: 0.25,
  });
});

test.each([
  { baseline: 'under an hour', baselineMs: 3_599_999, bucketMs: 15_000, width: 15_000 },
  { baseline: 'an hour', baselineMs: 3_600_000, bucketMs: 15_000, width: 60_000 },
  { baseline: 'a day in wide buckets', baselineMs: DAY, bucketMs: 300_000, width: 300_000 },
])('a baseline of $baseline is read in buckets of $width ms', ({ baselineMs, bucketMs, width }) => {
  expect(recoverySettings({ ...USUAL, baselineMs, bucketMs }).baselineBucketMs).toBe(width);
});
