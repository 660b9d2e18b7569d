import type { Errors, Series, Window } from '#src/providers/errors.ts';
import { bucketStarts } from './period.ts';
import type { RecoveryPlan } from './plan.ts';
import type { HeartbeatReading } from './watermark.ts';

/** One query, read before the deploy and from shortly before the incident until now. */
export interface Both {
  readonly baseline: Series;
  readonly recent: Series;
}

export interface Answers {
  readonly recent: Window;
  readonly counts: Both;
  readonly traffic: Both;
  /** `traffic` is that of the culprit's route; null where the plan names none. */
  readonly culprit: { readonly counts: Series; readonly traffic: Both | null } | null;
  readonly heartbeats: readonly HeartbeatReading[];
}

/** Asks for all series of one look at once. */
export async function readAnswers(errors: Errors, plan: RecoveryPlan, now: number, signal: AbortSignal): Promise<Answers> {
  const { settings, baseline, culprit } = plan;
  const recent = recentWindow(plan, now);
  const both = async (read: (window: Window, bucketMs: number) => Promise<Series>): Promise<Both> => {
    const hasBaseline = bucketStarts(baseline, settings.baselineBucketMs, []).length > 0;
    const [before, since] = await Promise.all([
      hasBaseline ? read(baseline, settings.baselineBucketMs) : { bucketMs: settings.baselineBucketMs, buckets: [] },
      read(recent, settings.bucketMs),
    ]);
    return { baseline: before, recent: since };
  };
  const [counts, traffic, ofCulprit, ofRoute, heartbeats] = await Promise.all([
    both((window, bucketMs) => errors.counts(window, bucketMs, { kind: 'all' }, signal)),
    both((window, bucketMs) => errors.traffic(window, bucketMs, null, signal)),
    culprit === null ? null : errors.counts(recent, settings.bucketMs, { kind: 'issue', shortId: culprit.shortId }, signal),
    culprit?.route ? both((window, bucketMs) => errors.traffic(window, bucketMs, culprit.route, signal)) : null,
    readHeartbeats(errors, plan, signal),
  ]);
  return { recent, counts, traffic, culprit: ofCulprit === null ? null : { counts: ofCulprit, traffic: ofRoute }, heartbeats };
}

/** The newest part of a very long incident. */
export function incidentWindow({ incident, settings }: RecoveryPlan): Window | null {
  if (incident === null) return null;
  return { start: Math.max(incident.start, incident.end - settings.longestIncidentMs), end: incident.end };
}

/** Some room before the incident, so that the chart shows how it began. */
export function recentWindow(plan: RecoveryPlan, now: number): Window {
  const { bucketMs } = plan.settings;
  const incident = incidentWindow(plan);
  if (incident === null) return { start: plan.postStart - 30 * bucketMs, end: now };
  const room = Math.min(Math.max((incident.end - incident.start) / 2, 10 * bucketMs), 60 * bucketMs);
  return { start: Math.min(incident.start - room, plan.postStart), end: now };
}

/** The newest, and older ones ever further apart: enough to find how late the pipeline is without reading each of them. */
function readHeartbeats(errors: Errors, { heartbeats }: RecoveryPlan, signal: AbortSignal): Promise<HeartbeatReading[]> {
  const asked = heartbeats.filter((_, index) => Number.isInteger(Math.log2(index + 1)));
  return Promise.all(
    asked.map(async ({ id, sentAt }) => {
      const reading = await errors.heartbeat(id, signal);
      if (reading === null) return { sentAt, receivedAt: null };
      // A test event that was sent again under the same id proves no more than its first sending.
      return { sentAt: Math.min(sentAt, reading.sentAt), receivedAt: reading.receivedAt };
    }),
  );
}
