import type { Period, Tally } from './period.ts';
import { exposuresOf, tallyOf } from './period.ts';

const FEWEST_BINS = 10;

/**
 * Variance over mean of the usual counts, corrected for traffic, at the bucket itself, one minute and five minutes; the largest, never below 1.
 * Errors that come in bursts carry less evidence than their number says, and both tests divide by this.
 */
export function dispersionOf(baseline: Period, normalPerMinute: number): number {
  const { errors, exposure } = tallyOf(baseline, normalPerMinute);
  if (errors === 0 || exposure === 0) return 1;
  const sizes = [baseline.bucketMs, 60_000, 300_000].filter((size) => size >= baseline.bucketMs);
  return Math.max(1, ...sizes.map((size) => spread(bins(baseline, normalPerMinute, size), errors / exposure)));
}

function spread(tallies: readonly Tally[], rate: number): number {
  const served = tallies.filter((tally) => tally.exposure > 0);
  if (served.length < FEWEST_BINS) return 1;
  const squares = served.reduce((sum, { errors, exposure }) => sum + (errors - rate * exposure) ** 2 / (rate * exposure), 0);
  return squares / (served.length - 1);
}

function bins(baseline: Period, normalPerMinute: number, size: number): Tally[] {
  const byBin = new Map<number, Tally>();
  for (const [index, tally] of exposuresOf(baseline, normalPerMinute).entries()) {
    const bin = Math.floor((baseline.samples[index]?.at ?? 0) / size);
    const sum = byBin.get(bin) ?? { errors: 0, exposure: 0 };
    byBin.set(bin, { errors: sum.errors + tally.errors, exposure: sum.exposure + tally.exposure });
  }
  return [...byBin.values()];
}
