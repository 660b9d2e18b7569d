import type { Series, Window } from '#src/providers/errors.ts';
import { bucketStarts } from './period.ts';
import type { RecoverySettings } from './settings.ts';

/** Up to when the counts are known to be complete. Only `proved` lets a verdict of recovered stand. */
export type Watermark =
  /** A test event that went through the same pipeline is visible. */
  | { readonly kind: 'proved'; readonly through: number; readonly lagMs: number }
  /** Test events were sent and none is visible yet, for no longer than is usual. */
  | { readonly kind: 'waiting'; readonly through: number }
  /** A test event is missing for too long. */
  | { readonly kind: 'stalled'; readonly through: number; readonly missingSince: number }
  /** No test event was sent, so a late pipeline looks like a quiet service. */
  | { readonly kind: 'no heartbeat'; readonly through: number };

/** One test event: when it was sent, and when it was received where it can be read back. */
export interface HeartbeatReading {
  readonly sentAt: number;
  readonly receivedAt: number | null;
}

/**
 * The earlier of two times: the end of the run of complete buckets from `from` on in every series, and the send time of the
 * newest visible test event less a slack.
 */
export function watermarkOf(
  series: readonly Series[],
  heartbeats: readonly HeartbeatReading[],
  from: number,
  now: number,
  settings: RecoverySettings,
): Watermark {
  const completeEnd = Math.min(...series.map((one) => completeThrough(one, { start: from, end: now })));
  if (heartbeats.length === 0) return { kind: 'no heartbeat', through: completeEnd };

  const newest = heartbeats
    .filter(isVisible)
    .reduce<HeartbeatReading | null>((best, one) => (best === null || one.sentAt > best.sentAt ? one : best), null);
  const missing = heartbeats.filter((one) => !isVisible(one) && one.sentAt > (newest?.sentAt ?? 0));
  const through = newest === null ? from : Math.max(from, Math.min(completeEnd, newest.sentAt - settings.heartbeatSlackMs));
  const missingSince = Math.min(...missing.map((one) => one.sentAt));
  if (now - missingSince > settings.stalledAfterMs) return { kind: 'stalled', through, missingSince };
  if (newest === null) return { kind: 'waiting', through };
  return { kind: 'proved', through, lagMs: now - through };
}

function isVisible(heartbeat: HeartbeatReading): boolean {
  return heartbeat.receivedAt !== null;
}

function completeThrough(series: Series, window: Window): number {
  const complete = new Set(series.buckets.filter((bucket) => bucket.complete).map((bucket) => bucket.at));
  let end = window.start;
  for (const at of bucketStarts(window, series.bucketMs, [])) {
    if (!complete.has(at)) break;
    end = at + series.bucketMs;
  }
  return end;
}
