/** One thing to count, and how many it stands for. */
export interface Counted {
  readonly at: number;
  readonly environment: string | null;
  readonly release: string | null;
  readonly weight: number;
}

export interface Frame {
  readonly start: number;
  readonly end: number;
  readonly intervalMs: number;
  readonly now: number;
  readonly incompleteAfterMs: number;
}

interface Group {
  readonly release: string | null;
  readonly order: number;
}

/** Buckets sit on multiples of the interval since the epoch, so a window that starts between two has a first bucket counted in part. */
export function series(frame: Frame, counted: readonly Counted[], group: Group | null): object {
  const sums = new Map<number, number>();
  for (const { at, weight } of counted) {
    const bucket = Math.floor(at / frame.intervalMs) * frame.intervalMs;
    sums.set(bucket, (sums.get(bucket) ?? 0) + weight);
  }
  const values: object[] = [];
  const first = Math.floor(frame.start / frame.intervalMs) * frame.intervalMs;
  for (let timestamp = first; timestamp < frame.end; timestamp += frame.intervalMs) {
    const incomplete = timestamp + frame.intervalMs >= frame.now - frame.incompleteAfterMs;
    const reason = incomplete ? { incompleteReason: 'INCOMPLETE_BUCKET' } : {};
    values.push({ timestamp, value: sums.get(timestamp) ?? 0, incomplete, ...reason });
  }
  const order = group === null ? {} : { order: group.order, isOther: false };
  const meta = { interval: frame.intervalMs, valueType: 'integer', valueUnit: null, ...order };
  const groupBy = group === null ? {} : { groupBy: [{ key: 'release', value: group.release }] };
  return { yAxis: 'count()', values, meta, ...groupBy };
}

/** One series per release, the one with most events first. */
export function topSeries(frame: Frame, counted: readonly Counted[], howMany: number): readonly object[] {
  return Array.from(Map.groupBy(counted, (item) => item.release))
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, howMany)
    .map(([release, items], order) => series(frame, items, { release, order }));
}
