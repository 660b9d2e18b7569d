import type { Series, Window } from '#src/providers/errors.ts';
import type { Period } from './period.ts';
import { bucketStarts } from './period.ts';

/**
 * Joins errors and traffic. Null when an answer does not hold every bucket of the window in the width that was asked, such as
 * seconds for milliseconds: a bucket that is not there is unknown and never zero.
 */
export function periodOf(window: Window, bucketMs: number, excluded: readonly Window[], counts: Series, traffic: Series): Period | null {
  if (counts.bucketMs !== bucketMs || traffic.bucketMs !== bucketMs) return null;
  const errorsAt = byStart(counts);
  const trafficAt = byStart(traffic);
  const samples = [];
  for (const at of bucketStarts(window, bucketMs, excluded)) {
    const errors = errorsAt.get(at);
    const requests = trafficAt.get(at);
    if (errors === undefined || requests === undefined) return null;
    samples.push({ at, errors, traffic: requests });
  }
  return { window, bucketMs, samples };
}

function byStart(series: Series): Map<number, number> {
  return new Map(series.buckets.map((bucket) => [bucket.at, bucket.count]));
}
