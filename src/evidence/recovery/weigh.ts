import type { Bounds } from './bounds.ts';
import type { Courses } from './course.ts';
import { exposureToProof } from './eta.ts';
import { oddsOfFailure, oddsOfRecovery } from './odds.ts';
import type { Period } from './period.ts';
import { after, errorsOf, exposuresOf, minutesOf, tallyOf, trafficOf } from './period.ts';
import type { RecoverySettings } from './settings.ts';
import { upperLimit } from './upper-limit.ts';
import type { Rate, TestNumbers } from './verdict.ts';

/** What is compared in one test: the same query before, during and after. */
export interface Comparison {
  readonly before: Period | null;
  readonly during: Period | null;
  /** Complete buckets since the move. */
  readonly post: Period;
  readonly bounds: Bounds;
  /** Requests in a minute of normal traffic, above zero. */
  readonly normalPerMinute: number;
  readonly exposure: 'all traffic' | 'the route';
}

export interface Weighed {
  readonly numbers: TestNumbers;
  readonly proved: boolean;
  readonly visible: boolean;
  readonly enoughTraffic: boolean;
  /** For walking from the move to now; null where the query could not tell. */
  readonly course: Courses | null;
  /** Minutes of normal traffic still needed for a proof. */
  readonly exposureNeeded: number;
}

const NO_ODDS = { odds: 1, start: 0, starts: 0 };

/** Runs both tests on one query. Nothing is proved of an incident that the query does not show. */
export function weigh(comparison: Comparison, settings: RecoverySettings): Weighed {
  const { before, during, post, bounds, normalPerMinute, exposure } = comparison;
  const visible = bounds.visibility === null || bounds.visibility >= settings.minimumVisibility;
  const every = Math.max(1, Math.round(settings.startEveryMs / post.bucketMs));
  // Both tests need a gap between healthy and bad; an incident of two or three events leaves none.
  const comparable = bounds.stillBad > bounds.acceptable;
  const buckets = exposuresOf(post, normalPerMinute);
  const recovery = comparable ? oddsOfRecovery(buckets, bounds, every) : NO_ODDS;
  const afterGrace = after(post, post.window.start + settings.graceMs);
  const settled = tallyOf(afterGrace, normalPerMinute);
  const since = post.samples[recovery.start]?.at ?? post.window.start;
  const minutes = minutesOf(post);
  const seen = tallyOf(post, normalPerMinute);
  const enoughTraffic = seen.exposure > 0 && seen.exposure >= settings.minimumExposureMinutes;
  return {
    numbers: {
      before: before === null ? null : rateIn(before, normalPerMinute),
      during: during === null ? null : rateIn(during, normalPerMinute),
      sinceMove: rateIn(post, normalPerMinute),
      sinceGrace: rateIn(afterGrace, normalPerMinute),
      after: rateIn(after(post, since), normalPerMinute),
      acceptable: bounds.acceptable,
      stillBad: bounds.stillBad,
      visibility: bounds.visibility,
      dispersion: bounds.dispersion,
      oddsOfRecovery: recovery.odds,
      oddsOfFailure: comparable ? oddsOfFailure(settled, bounds) : 1,
      atMost: upperLimit(settled, bounds.usual, bounds.dispersion, settings.alpha),
      exposure,
      trafficShare: minutes === 0 ? null : seen.exposure / minutes,
    },
    visible,
    enoughTraffic,
    course: comparable && visible ? { buckets, bounds } : null,
    proved: visible && enoughTraffic && recovery.odds >= 1 / settings.alpha,
    exposureNeeded: comparable
      ? Math.max(settings.minimumExposureMinutes - seen.exposure, exposureToProof(bounds, recovery, settings.alpha))
      : 0,
  };
}

function rateIn(period: Period, normalPerMinute: number): Rate {
  const { errors, exposure } = tallyOf(period, normalPerMinute);
  return {
    errors: errorsOf(period),
    requests: trafficOf(period),
    minutes: minutesOf(period),
    perMinute: exposure === 0 ? null : errors / exposure,
  };
}
