import { logGamma } from './gamma.ts';
import type { Tally } from './period.ts';

/**
 * The largest rate that the counts do not rule out, valid however often one looks: a Gamma(1, 1/usual) mixture over rates.
 * Errors per minute of normal traffic; null without exposure or a usual rate.
 */
export function upperLimit({ errors, exposure }: Tally, usual: number, dispersion: number, alpha: number): number | null {
  if (exposure <= 0 || usual <= 0) return null;
  const n = errors / dispersion;
  const t = exposure / dispersion;
  const b = 1 / usual;
  const constant = Math.log(b) + logGamma(1 + n) - (1 + n) * Math.log(b + t);
  const ruledOut = (rate: number): boolean => constant - n * Math.log(rate) + rate * t >= Math.log(1 / alpha);
  // The expression falls until n/t and rises after it, so the limit is above.
  let low = Math.max(n / t, Number.MIN_VALUE);
  let high = (n + 1) / t;
  while (!ruledOut(high)) high *= 2;
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (ruledOut(middle)) high = middle;
    else low = middle;
  }
  return high;
}
