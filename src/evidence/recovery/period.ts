import type { Window } from '#src/providers/errors.ts';

/** One bucket: the errors seen and the requests served in it. */
export interface Sample {
  /** Start of the bucket, milliseconds since the epoch. */
  readonly at: number;
  readonly errors: number;
  readonly traffic: number;
}

/** What was seen in one window. Buckets that the window cuts, and those in an excluded window, are not in it. */
export interface Period {
  readonly window: Window;
  readonly bucketMs: number;
  readonly samples: readonly Sample[];
}

/** Errors over exposure. Exposure is in minutes of normal traffic, so that no traffic is no evidence. */
export interface Tally {
  readonly errors: number;
  readonly exposure: number;
}

/** Starts of the whole buckets in the window, on multiples of the bucket since the epoch. */
export function bucketStarts(window: Window, bucketMs: number, excluded: readonly Window[]): number[] {
  const starts: number[] = [];
  for (let at = Math.ceil(window.start / bucketMs) * bucketMs; at + bucketMs <= window.end; at += bucketMs) {
    if (!excluded.some((other) => at < other.end && other.start < at + bucketMs)) starts.push(at);
  }
  return starts;
}

/** Minutes of complete buckets; a cut bucket counts for nothing. */
export function minutesOf(period: Period): number {
  return (period.samples.length * period.bucketMs) / 60_000;
}

export function errorsOf(period: Period): number {
  return period.samples.reduce((sum, sample) => sum + sample.errors, 0);
}

export function trafficOf(period: Period): number {
  return period.samples.reduce((sum, sample) => sum + sample.traffic, 0);
}

export function trafficPerMinute(period: Period): number {
  const minutes = minutesOf(period);
  return minutes === 0 ? 0 : trafficOf(period) / minutes;
}

export function tallyOf(period: Period, normalPerMinute: number): Tally {
  return { errors: errorsOf(period), exposure: trafficOf(period) / normalPerMinute };
}

export function exposuresOf(period: Period, normalPerMinute: number): Tally[] {
  return period.samples.map((sample) => ({ errors: sample.errors, exposure: sample.traffic / normalPerMinute }));
}

export function after(period: Period, at: number): Period {
  return { ...period, window: { ...period.window, start: at }, samples: period.samples.filter((sample) => sample.at >= at) };
}

/** Leaves out what is not proved to be complete. */
export function through(period: Period, end: number): Period {
  const window = { start: period.window.start, end: Math.max(period.window.start, Math.min(period.window.end, end)) };
  return { ...period, window, samples: period.samples.filter((sample) => sample.at + period.bucketMs <= end) };
}
