/** One thing to count, and how many it stands for. */
export interface Counted {
  readonly at: number;
  readonly environment: string | null;
  readonly release: string | null;
  readonly weight: number;
  /** Between 0 and 1: how many of its kind are stored at all. */
  readonly sampleRate: number;
}

export interface Frame {
  readonly start: number;
  readonly end: number;
  readonly intervalMs: number;
  readonly now: number;
  readonly incompleteAfterMs: number;
  /** Null for what is never sampled. */
  readonly scanned: 'full' | 'partial' | null;
}

interface Group {
  readonly release: string | null;
  readonly order: number;
}

/** Buckets sit on multiples of the interval since the epoch, so a window that starts between two has a first bucket counted in part. */
export function series(frame: Frame, counted: readonly Counted[], group: Group | null): object {
  const buckets = Map.groupBy(counted, ({ at }) => Math.floor(at / frame.intervalMs) * frame.intervalMs);
  const values: object[] = [];
  const first = Math.floor(frame.start / frame.intervalMs) * frame.intervalMs;
  for (let timestamp = first; timestamp < frame.end; timestamp += frame.intervalMs) {
    const incomplete = timestamp + frame.intervalMs >= frame.now - frame.incompleteAfterMs;
    const reason = incomplete ? { incompleteReason: 'INCOMPLETE_BUCKET' } : {};
    const items = buckets.get(timestamp) ?? [];
    const value = items.reduce((sum, { weight }) => sum + weight, 0);
    values.push({ timestamp, value, incomplete, ...reason, ...(frame.scanned === null ? {} : sampled(items)) });
  }
  const order = group === null ? {} : { order: group.order, isOther: false };
  const meta = {
    interval: frame.intervalMs,
    valueType: 'integer',
    valueUnit: null,
    ...order,
    ...(frame.scanned === null ? {} : { dataScanned: frame.scanned }),
  };
  const groupBy = group === null ? {} : { groupBy: [{ key: 'release', value: group.release }] };
  return { yAxis: 'count()', values, meta, ...groupBy };
}

/** The rate is null where nothing was stored. */
function sampled(items: readonly Counted[]): object {
  const represented = items.reduce((sum, { sampleRate }) => sum + 1 / sampleRate, 0);
  return { sampleCount: items.length, sampleRate: items.length === 0 ? null : items.length / represented, confidence: null };
}

/** One series per release, the one with most events first. */
export function topSeries(frame: Frame, counted: readonly Counted[], howMany: number): readonly object[] {
  return Array.from(Map.groupBy(counted, (item) => item.release))
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, howMany)
    .map(([release, items], order) => series(frame, items, { release, order }));
}
