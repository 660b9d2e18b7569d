import type { Window } from '../errors.ts';
import { aligned } from './aligned.ts';
import type { Scope } from './scope.ts';
import { timeseries } from './timeseries.ts';

const MOST_RELEASES = 10;
/** Sentry divides its 10,000 points by the number of groups, and quietly takes another width for what does not fit. */
const MOST_BUCKETS = 10_000 / MOST_RELEASES - 1;
const WIDTHS_MS = [10_000, 60_000, 300_000, 1_800_000, 3_600_000, 14_400_000];
const WIDEST_MS = 86_400_000;

/** The ten releases with most errors. Errors that carry no release are told under the empty name, because that is a finding too. */
export async function releases(scope: Scope, asked: Window, signal: AbortSignal): Promise<readonly { release: string; count: number }[]> {
  // Only sums are told, so buckets may be cut: widening the window to whole ones would count what another deploy did.
  const window = aligned(asked, 1000);
  const groups = await timeseries(
    scope,
    {
      dataset: 'errors',
      query: 'event.type:error',
      window,
      bucketMs: WIDTHS_MS.find((width) => (window.end - window.start) / width <= MOST_BUCKETS) ?? WIDEST_MS,
      extra: { topEvents: String(MOST_RELEASES), groupBy: 'release', sort: '-count()', excludeOther: '1' },
    },
    signal,
  );
  return groups
    .filter((group) => !group.isOther)
    .map((group) => ({ release: group.by ?? '', count: group.buckets.reduce((sum, bucket) => sum + bucket.count, 0) }));
}
