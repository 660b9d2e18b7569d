import type { Bounds } from './bounds.ts';
import { healthyRatesOf } from './mixture.ts';
import type { Tally } from './period.ts';

/** Beyond this, e^x leaves the range of a number once a few hundred of them are added. */
const LARGEST_EXPONENT = 600;

export interface RecoveryOdds {
  /** k in "odds k:1 against it still being bad". */
  readonly odds: number;
  /** Index of the bucket from which recovery explains the counts best; 0 before any data. */
  readonly start: number;
  /** How many possible starts the buckets held. */
  readonly starts: number;
}

/**
 * The e-process against "the rate is still `stillBad` or worse". For any such rate its mean is at most 1 however often one looks,
 * so it reaches 1/alpha with a chance of at most alpha. A mixture over start times pays for an unknown drain, and a mixture
 * over healthy rates for not knowing the true one.
 *
 * @param buckets from the end of the move on, complete ones only
 * @param every a possible start every so many buckets
 */
export function oddsOfRecovery(buckets: readonly Tally[], bounds: Bounds, every: number): RecoveryOdds {
  const starts = Math.ceil(buckets.length / every);
  const healthy = healthyRates(bounds);
  // Starts that have not come yet count 1 each; their weights sum to this.
  let odds = 1 / (starts + 1);
  let best = { start: 0, value: 0 };
  let errors = 0;
  let exposure = 0;
  for (let index = buckets.length - 1; index >= 0; index -= 1) {
    errors += buckets[index]?.errors ?? 0;
    exposure += buckets[index]?.exposure ?? 0;
    if (index % every !== 0) continue;
    const k = index / every;
    const value = mixture(healthy, bounds, errors, exposure) / ((k + 1) * (k + 2));
    odds += value;
    if (value >= best.value) best = { start: index, value };
  }
  return { odds, start: best.start, starts };
}

/** The e-process against "the rate is healthy": reaches 1/beta with a chance of at most beta while it is. */
export function oddsOfFailure({ errors, exposure }: Tally, bounds: Bounds): number {
  const { acceptable, dispersion, failingRates } = bounds;
  const sum = failingRates.reduce(
    (total, rate) => total + exp((errors * Math.log(rate / acceptable) - (rate - acceptable) * exposure) / dispersion),
    0,
  );
  return sum / failingRates.length;
}

type Weighted = readonly { readonly rate: number; readonly logRatio: number; readonly weight: number }[];

function healthyRates(bounds: Bounds): Weighted {
  const { against, rates } = healthyRatesOf(bounds);
  return rates.map(({ rate, weight }) => ({ rate, weight, logRatio: Math.log(rate / against) }));
}

function mixture(healthy: Weighted, { stillBad, dispersion }: Bounds, errors: number, exposure: number): number {
  let sum = 0;
  for (const { rate, logRatio, weight } of healthy) {
    if (rate === 0 && errors > 0) continue;
    const perError = errors === 0 ? 0 : errors * logRatio;
    sum += weight * exp((perError + (stillBad - rate) * exposure) / dispersion);
  }
  return sum;
}

function exp(exponent: number): number {
  return exponent < -LARGEST_EXPONENT ? 0 : Math.exp(Math.min(exponent, LARGEST_EXPONENT));
}
