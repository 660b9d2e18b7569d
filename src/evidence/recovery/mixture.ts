import type { Bounds } from './bounds.ts';
import type { Tally } from './period.ts';

/** Where e^x still is a number, whatever is multiplied or added next. */
const LARGEST = Math.exp(600);

/** Rates that may be true, their weights, and the rate that they are held against. */
export interface Rates {
  readonly against: number;
  readonly rates: readonly { readonly rate: number; readonly weight: number }[];
}

export function healthyRatesOf({ usual, acceptable, stillBad }: Bounds): Rates {
  const rates = [
    { rate: 0, weight: 0.1 },
    { rate: usual / 2, weight: 0.2 },
    { rate: usual, weight: 0.4 },
    { rate: acceptable, weight: 0.3 },
  ];
  return { against: stillBad, rates };
}

export function failingRatesOf({ acceptable, failingRates }: Bounds): Rates {
  return { against: acceptable, rates: failingRates.map((rate) => ({ rate, weight: 1 / failingRates.length })) };
}

/**
 * An e-process that takes one bucket after the other: the odds that one of the rates came true from some moment on, against the rate
 * that it is held against. A moment may be every so many buckets; those to come count 1 each.
 */
export function createMixture(
  { against, rates }: Rates,
  { dispersion }: Pick<Bounds, 'dispersion'>,
  every: number,
): (bucket: Tally) => number {
  const sums = rates.map(() => 0);
  let taken = 0;
  return ({ errors, exposure }) => {
    const k = taken / every;
    const begins = Number.isInteger(k) ? 1 / ((k + 1) * (k + 2)) : 0;
    taken += 1;
    for (const [index, { rate, weight }] of rates.entries()) {
      const sum = (sums[index] ?? 0) + begins * weight;
      sums[index] = Math.min(LARGEST, sum * factor(rate, against, { errors, exposure }, dispersion));
    }
    return sums.reduce((total, sum) => total + sum, 1 / (Math.ceil(taken / every) + 1));
  };
}

function factor(rate: number, against: number, { errors, exposure }: Tally, dispersion: number): number {
  if (rate === 0 && errors > 0) return 0;
  const perError = errors === 0 ? 0 : errors * Math.log(rate / against);
  return Math.min(LARGEST, Math.exp((perError - (rate - against) * exposure) / dispersion));
}
