import type { Series, Window } from '#src/providers/errors.ts';
import type { Observed, ObservedCulprit } from './judge-recovery.ts';
import { periodOf } from './period-of.ts';
import { trafficOf } from './period.ts';
import type { RecoveryPlan } from './plan.ts';
import type { Answers, Both } from './read-answers.ts';
import { incidentWindow } from './read-answers.ts';

export interface Observations {
  readonly total: Observed;
  readonly culprit: ObservedCulprit | null;
}

/** Cuts the answers into the windows of the plan. Null where an answer lacks buckets that were asked for. */
export function observe(plan: RecoveryPlan, { counts, traffic, culprit }: Answers, completeThrough: number): Observations | null {
  const total = inWindows(plan, counts, traffic, completeThrough);
  if (total === null) return null;
  if (culprit === null || plan.culprit === null) return { total, culprit: null };

  const withTraffic = (requests: Both) =>
    inWindows(plan, { baseline: zeroed(requests.baseline), recent: culprit.counts }, requests, completeThrough);
  const { title } = plan.culprit;
  const ofRoute = culprit.traffic === null ? null : withTraffic(culprit.traffic);
  if (culprit.traffic !== null && ofRoute === null) return null;
  if (ofRoute !== null && hasTraffic(ofRoute)) return { total, culprit: { ...ofRoute, title, exposure: 'the route' } };

  const ofAll = withTraffic(traffic);
  return ofAll === null ? null : { total, culprit: { ...ofAll, title, exposure: 'all traffic' } };
}

function inWindows(plan: RecoveryPlan, counts: Both, traffic: Both, completeThrough: number): Observed | null {
  const { settings, excluded } = plan;
  const recent = (window: Window) => periodOf(window, settings.bucketMs, excluded, counts.recent, traffic.recent);
  const baseline = periodOf(plan.baseline, settings.baselineBucketMs, excluded, counts.baseline, traffic.baseline);
  const during = incidentWindow(plan);
  const incident = during === null ? null : recent(during);
  const post = recent({ start: plan.postStart, end: completeThrough });
  if (baseline === null || post === null || (during !== null && incident === null)) return null;
  return { baseline, incident, post };
}

/** A route without any traffic before the move is misnamed, not quiet. */
function hasTraffic({ baseline, incident }: Observed): boolean {
  return trafficOf(baseline) > 0 || (incident !== null && trafficOf(incident) > 0);
}

/** The culprit began with the deploy, so its baseline is none by definition. */
function zeroed(series: Series): Series {
  return { ...series, buckets: series.buckets.map((bucket) => ({ ...bucket, count: 0 })) };
}
