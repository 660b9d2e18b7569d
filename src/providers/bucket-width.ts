import type { Window } from './errors.ts';

/** Half of what a tracker gives in one answer, and more than any verdict needs. */
const MOST_BUCKETS = 5_000;
/** Each a multiple of the one before, and one that a tracker counts both errors and requests in. */
const WIDTHS_MS = [15, 30, 60, 300, 900, 3600, 10_800, 43_200, 86_400].map((seconds) => seconds * 1000);

/** The narrowest bucket, at least `finestMs`, of which a window has few enough to be answered as it was asked. */
export function bucketWidth({ start, end }: Window, finestMs: number): number {
  const wider = WIDTHS_MS.filter((width) => width > finestMs);
  return [finestMs, ...wider].find((width) => (end - start) / width <= MOST_BUCKETS) ?? wider.at(-1) ?? finestMs;
}
