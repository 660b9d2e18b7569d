import type { Chart } from './look-at-recovery.ts';

/** Something that happened and is marked in the chart, such as `deploy` or `rolled back`. */
export interface Moment {
  readonly at: number;
  readonly label: string;
}

/** Several buckets together. */
export interface ChartPoint {
  readonly at: number;
  readonly errorsPerMinute: number;
  readonly requestsPerMinute: number;
  readonly moments: readonly Moment[];
}

/** At most `most` points of equal width. A moment goes to the point that it falls in, or the first or last one where it just misses the chart. */
export function chartPoints({ bucketMs, buckets }: Chart, moments: readonly Moment[], most: number): readonly ChartPoint[] {
  const size = Math.ceil(buckets.length / most);
  const widthMs = size * bucketMs;
  const groups = Array.from({ length: Math.ceil(buckets.length / size) }, (_, index) => buckets.slice(index * size, (index + 1) * size));
  const first = buckets[0]?.at ?? 0;
  const last = groups.length - 1;
  const placed = moments.map((moment) => ({ moment, index: Math.floor((moment.at - first) / widthMs) }));
  return groups.map((group, index) => {
    const minutes = (group.length * bucketMs) / 60_000;
    return {
      at: first + index * widthMs,
      errorsPerMinute: group.reduce((sum, bucket) => sum + bucket.errors, 0) / minutes,
      requestsPerMinute: group.reduce((sum, bucket) => sum + bucket.traffic, 0) / minutes,
      moments: placed
        .filter((one) => one.index >= -1 && one.index <= last + 1 && Math.min(Math.max(one.index, 0), last) === index)
        .map((one) => one.moment),
    };
  });
}

/** Hours and minutes in UTC, with seconds where the points are not whole minutes apart. */
export function pointClock(points: readonly { readonly at: number }[]): (at: number) => string {
  const whole = points.every((point) => point.at % 60_000 === 0);
  return (at) => new Date(at).toISOString().slice(11, whole ? 16 : 19);
}
