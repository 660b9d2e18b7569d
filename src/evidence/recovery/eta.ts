import type { Bounds } from './bounds.ts';
import type { RecoveryOdds } from './odds.ts';

/** What the mixture over healthy rates costs when the true rate is the usual one: -ln 0.4. */
const RATE_COST = -Math.log(0.4);

/**
 * Minutes of normal traffic until recovery is proved, if the rate is back at its usual value from now on: by going on from the
 * odds so far, or by starting afresh, whichever is sooner.
 */
export function exposureToProof(bounds: Bounds, { odds, starts }: RecoveryOdds, alpha: number): number {
  const { usual, stillBad, dispersion } = bounds;
  const gainPerMinute = (stillBad - usual - usual * Math.log(stillBad / usual)) / dispersion;
  const threshold = Math.log(1 / alpha);
  const afresh = threshold + RATE_COST + Math.log((starts + 1) * (starts + 2));
  const goingOn = starts === 0 ? afresh : threshold - Math.log(odds);
  return Math.max(0, Math.min(afresh, goingOn)) / gainPerMinute;
}
