import { SwitchbackError, type ErrorCode } from '#domain/errors.ts';
import type { Errors, Window } from '#src/providers/errors.ts';
import { bucketWidth } from '#src/providers/bucket-width.ts';
import { couldNotLook } from '../could-not-look.ts';
import { orAborted } from '../within-deadline.ts';
import { judgeRecovery } from './judge-recovery.ts';
import { observe } from './observe.ts';
import { periodOf } from './period-of.ts';
import type { Sample } from './period.ts';
import type { RecoveryPlan } from './plan.ts';
import { readAnswers, recentWindow } from './read-answers.ts';
import type { CannotLookReason, RecoveryVerdict } from './verdict.ts';
import type { Watermark } from './watermark.ts';
import { watermarkOf } from './watermark.ts';

/** One look, plain JSON. */
export interface RecoveryLook {
  readonly at: number;
  readonly verdict: RecoveryVerdict;
  /** From shortly before the incident until the counts are complete. */
  readonly chart: Chart;
  /** Null where nothing could be read. */
  readonly watermark: Watermark | null;
}

export interface Chart {
  readonly bucketMs: number;
  readonly buckets: readonly Sample[];
}

const REASONS: Partial<Record<ErrorCode, CannotLookReason>> = {
  config_invalid: 'not configured',
  provider_unauthorized: 'unauthorized',
  provider_not_found: 'not found',
  provider_refused: 'refused',
  provider_rate_limited: 'rate limited',
  provider_answer_invalid: 'answer does not fit',
};

/**
 * Reads everything again, works it out from scratch and judges. It keeps nothing between looks, so counts that the tracker
 * revises correct themselves. A provider that fails is the verdict `cannot look`.
 */
export async function lookAtRecovery(errors: Errors, plan: RecoveryPlan, now: number, signal: AbortSignal): Promise<RecoveryLook> {
  try {
    return await orAborted(look(errors, fitted(plan, now), now, signal), signal);
  } catch (error) {
    const { code, why } = couldNotLook(error, signal);
    return cannotLook(plan, now, code === null ? 'no answer in time' : (REASONS[code] ?? 'unavailable'), why);
  }
}

/** The same plan in buckets of which one answer holds enough: after days of watching, or with a baseline of weeks, they are wider. */
function fitted(plan: RecoveryPlan, now: number): RecoveryPlan {
  const { settings, baseline } = plan;
  const baselineBucketMs = bucketWidth(baseline, settings.baselineBucketMs);
  return { ...plan, settings: { ...settings, baselineBucketMs, bucketMs: bucketWidth(recentWindow(plan, now), settings.bucketMs) } };
}

async function look(errors: Errors, plan: RecoveryPlan, now: number, signal: AbortSignal): Promise<RecoveryLook> {
  const { settings, postStart, newIssuesSince } = plan;
  // A window that is still empty would be refused; asking a bucket ahead is harmless.
  const since = (start: number) => ({ start, end: Math.max(now, start + settings.bucketMs) });
  const [answers, rejected, newIssues, releases] = await Promise.all([
    readAnswers(errors, plan, now, signal),
    errors.rejected(since(postStart), signal),
    errors.issues(since(postStart), newIssuesSince, signal),
    releasesIn(errors, since(postStart), signal),
  ]);
  const { recent, counts, traffic, culprit } = answers;
  const series = [counts.recent, traffic.recent, culprit?.counts, culprit?.traffic?.recent].filter((one) => one !== undefined);
  const watermark = watermarkOf(series, answers.heartbeats, postStart, now, settings);
  const observed = observe(plan, answers, watermark.through);
  const chart = periodOf({ start: recent.start, end: watermark.through }, settings.bucketMs, [], counts.recent, traffic.recent);
  if (observed === null || chart === null) {
    const why =
      'The error tracker did not answer with every bucket that was asked for, so nothing was concluded. Look again; if it stays, check the bucket widths.';
    return cannotLook(plan, now, 'answer does not fit', why);
  }
  const verdict = judgeRecovery({ now, postStart, ...observed, watermark, rejected, newIssues, newIssuesSince, releases, settings });
  return { at: now, verdict, watermark, chart: { bucketMs: chart.bucketMs, buckets: chart.samples } };
}

/** They only say whose errors it may be, so a tracker that cannot group its counts still proves a recovery. */
async function releasesIn(errors: Errors, window: Window, signal: AbortSignal): ReturnType<Errors['releases']> {
  try {
    return await errors.releases(window, signal);
  } catch (error) {
    if (!(error instanceof SwitchbackError)) throw error;
    return [];
  }
}

function cannotLook({ postStart, settings }: RecoveryPlan, now: number, reason: CannotLookReason, why: string): RecoveryLook {
  // Nobody waits for what no configuration can show.
  const final = reason === 'not configured' || now >= postStart + settings.deadlineMs;
  return {
    at: now,
    verdict: { kind: 'cannot look', reason, final, sentence: `Cannot look: ${why}` },
    chart: { bucketMs: settings.bucketMs, buckets: [] },
    watermark: null,
  };
}
