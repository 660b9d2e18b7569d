import type { Window } from '../errors.ts';
import type { Scope } from './scope.ts';
import { timeseries } from './timeseries.ts';

const FINE_MS = 10_000;
const COARSE_MS = 60_000;
const FINE_UP_TO_MS = 2 * 60 * 60_000;

/** The ten releases with most errors. Errors that carry no release are told under the empty name, because that is a finding too. */
export async function releases(scope: Scope, window: Window, signal: AbortSignal): Promise<readonly { release: string; count: number }[]> {
  const groups = await timeseries(
    scope,
    {
      dataset: 'errors',
      query: 'event.type:error',
      window,
      bucketMs: window.end - window.start > FINE_UP_TO_MS ? COARSE_MS : FINE_MS,
      extra: { topEvents: '10', groupBy: 'release', sort: '-count()', excludeOther: '1' },
    },
    signal,
  );
  return groups
    .filter((group) => !group.isOther)
    .map((group) => ({ release: group.by ?? '', count: group.buckets.reduce((sum, bucket) => sum + bucket.count, 0) }));
}
