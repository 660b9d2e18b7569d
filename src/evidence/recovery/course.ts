import type { Bounds } from './bounds.ts';
import { createMixture, failingRatesOf, healthyRatesOf } from './mixture.ts';
import type { Tally } from './period.ts';
import type { RecoverySettings } from './settings.ts';

/** One query since the move: complete buckets and what they are compared with. */
export interface Courses {
  readonly buckets: readonly Tally[];
  readonly bounds: Bounds;
}

/** What the counts since the move went through, up to now. Indices are of buckets. */
export type Course =
  | { readonly kind: 'open' }
  | { readonly kind: 'recovered' }
  /** It was recovered and is failing again; `quiet` says how many buckets the quiet before it had, `from` when it was over. */
  | { readonly kind: 'relapsed'; readonly from: number; readonly quiet: number; readonly quietNow: number; readonly needed: number };

/**
 * Walks from the move to now. Recovered once every query proves it, and from then on watched for a relapse from any moment on,
 * which all that was good before does not outweigh. After a relapse only a quiet twice as long as the one that misled
 * counts, and the proof starts afresh at half the chance of being wrong, so that all proofs together stay below twice `alpha`.
 */
export function courseOf(tests: readonly Courses[], bucketMs: number, settings: RecoverySettings): Course {
  const every = Math.max(1, Math.round(settings.startEveryMs / bucketMs));
  const length = Math.min(...tests.map(({ buckets }) => buckets.length));
  const fewest = Math.ceil(settings.minimumCompleteMs / bucketMs);
  const relapseAt = tests.length / settings.alpha;
  const longest = Math.ceil(settings.deadlineMs / bucketMs);
  let course = { kind: 'open' } as Course;
  let proofAt = 1 / settings.alpha;
  let longestQuiet = 0;
  let begun = 0;
  let proofs = tests.map(({ bounds }) => createMixture(healthyRatesOf(bounds), bounds, every));
  let alarms = proofs;
  let exposures = tests.map(() => 0);
  const quiet = tests.map(({ bounds }) => createQuiet(bounds));

  for (let index = 0; index < length; index += 1) {
    const each = tests.map(({ buckets }) => buckets[index] ?? { errors: 0, exposure: 0 });
    const quietNow = Math.min(...each.map((bucket, which) => quiet[which]?.(bucket) ?? 0));
    if (course.kind === 'recovered') {
      const raised = each.map((bucket, which) => (alarms[which]?.(bucket) ?? 0) >= relapseAt);
      if (!raised.includes(true)) {
        longestQuiet = Math.max(longestQuiet, quietNow);
        continue;
      }
      course = { kind: 'relapsed', from: index, quiet: longestQuiet, quietNow: 0, needed: Math.min(2 * longestQuiet, longest) };
      proofAt *= 2;
      begun = index + 1;
      proofs = tests.map(({ bounds }) => createMixture(healthyRatesOf(bounds), bounds, every));
      exposures = tests.map(() => 0);
      continue;
    }
    exposures = exposures.map((sum, which) => sum + (each[which]?.exposure ?? 0));
    const proved = each.map((bucket, which) => (proofs[which]?.(bucket) ?? 0) >= proofAt);
    if (course.kind === 'relapsed') course = { ...course, quietNow };
    const needed = course.kind === 'relapsed' ? course.needed : 0;
    const served = exposures.every((sum) => sum > 0 && sum >= settings.minimumExposureMinutes);
    if (proved.includes(false) || !served || index + 1 - begun < fewest || quietNow < needed) continue;
    course = { kind: 'recovered' };
    longestQuiet = Math.max(longestQuiet, quietNow);
    alarms = tests.map(({ bounds }) => createMixture(failingRatesOf(bounds), bounds, every));
  }
  return course;
}

/** For how many buckets, up to the one given, a healthy rate has explained the counts better than the rate that is still bad. */
function createQuiet({ acceptable, stillBad, dispersion }: Bounds): (bucket: Tally) => number {
  let gain = 0;
  let length = 0;
  return ({ errors, exposure }) => {
    gain = Math.max(0, gain + (errors * Math.log(acceptable / stillBad) + (stillBad - acceptable) * exposure) / dispersion);
    length = gain === 0 ? 0 : length + 1;
    return length;
  };
}
