import type { Evidence } from '#domain/evidence.ts';
import type { Errors, Window } from '#src/providers/errors.ts';
import { bucketWidth } from '#src/providers/bucket-width.ts';
import { couldNotLook } from '../could-not-look.ts';
import { findNewError } from './find-new-error.ts';
import type { Finding } from './onset-in.ts';
import { onsetIn } from './onset-in.ts';
import { periodOf } from './period-of.ts';
import type { RecoverySettings } from './settings.ts';
import { DEFAULT_RECOVERY_SETTINGS } from './settings.ts';

export interface OnsetQuestion {
  readonly deployAt: number;
  /** Of it, what lies before the deploy is used; its newest part tells whether errors rose before the deploy. */
  readonly baseline: Window;
  readonly now: number;
  readonly settings?: RecoverySettings;
}

const LONGEST_LEAD_MS = 30 * 60_000;

/** Whether the errors began with this deploy: evidence for `errors.began`. */
export async function onsetOfErrors(errors: Errors, question: OnsetQuestion, signal: AbortSignal): Promise<Evidence> {
  const common = { kind: 'errors.began', source: errors.source, observedAt: question.now } as const;
  try {
    return { ...common, ...(await findOnset(errors, question, signal)) };
  } catch (error) {
    return { ...common, verdict: 'unavailable', summary: `Could not see when the errors began: ${couldNotLook(error, signal).why}` };
  }
}

async function findOnset(
  errors: Errors,
  { deployAt, baseline, now, settings = DEFAULT_RECOVERY_SETTINGS }: OnsetQuestion,
  signal: AbortSignal,
): Promise<Finding> {
  const end = Math.min(baseline.end, deployAt);
  const leadMs = Math.min(LONGEST_LEAD_MS, (end - baseline.start) / 4);
  const reference = { start: baseline.start, end: end - leadMs };
  const recent = { start: deployAt - leadMs, end: now };
  const baselineBucketMs = bucketWidth(reference, settings.baselineBucketMs);
  const bucketMs = bucketWidth(recent, settings.bucketMs);
  const [countsBefore, trafficBefore, counts, traffic, issues] = await Promise.all([
    errors.counts(reference, baselineBucketMs, { kind: 'all' }, signal),
    errors.traffic(reference, baselineBucketMs, null, signal),
    errors.counts(recent, bucketMs, { kind: 'all' }, signal),
    errors.traffic(recent, bucketMs, null, signal),
    errors.issues({ start: deployAt, end: now }, deployAt, signal),
  ]);
  const usual = periodOf(reference, baselineBucketMs, [], countsBefore, trafficBefore);
  const lately = periodOf(recent, bucketMs, [], counts, traffic);
  if (usual === null || lately === null) {
    return {
      verdict: 'unavailable',
      summary:
        'The error tracker did not answer with every bucket that was asked for, so it was not concluded when the errors began. Look again.',
      details: null,
    };
  }

  // No rate to compare with: each issue that is new since the deploy counts from the smallest material rate on.
  const newError = findNewError(issues, { firstSeen: deployAt, counted: deployAt }, now, 0, settings);
  return onsetIn(usual, lately, deployAt, newError, settings);
}
