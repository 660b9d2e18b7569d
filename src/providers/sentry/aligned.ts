import type { Window } from '../errors.ts';

/** Widens outward to whole buckets, at least one: Sentry's sit on multiples of the interval since the epoch, and an unaligned edge is counted in part. */
export function aligned(window: Window, bucketMs: number): Window {
  const start = Math.floor(window.start / bucketMs) * bucketMs;
  const end = Math.ceil(window.end / bucketMs) * bucketMs;
  return { start, end: end === start ? start + bucketMs : end };
}
