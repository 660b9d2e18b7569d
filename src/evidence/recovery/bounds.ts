import { gammaQuantile } from './gamma.ts';
import type { Tally } from './period.ts';

/** The rates that the two tests compare, in errors per minute of normal traffic. Fixed before anything after the move is read. */
export interface Bounds {
  readonly usual: number;
  /** At most this is healthy. */
  readonly acceptable: number;
  /** At least this is still bad. */
  readonly stillBad: number;
  readonly during: number | null;
  /** The incident's rate, at its lower 95 % limit. */
  readonly duringAtLeast: number | null;
  /** How far the incident (for a culprit: a quarter of it) stands out from what is acceptable; null without an incident. */
  readonly visibility: number | null;
  /** Alternatives to `acceptable` for the test of failure, each at least `stillBad`. */
  readonly failingRates: readonly number[];
  /** Variance over mean of the usual counts, at least 1. */
  readonly dispersion: number;
}

/**
 * For all errors together: back at the baseline means at most about twice of it, and less where the incident was small,
 * so that half of a fivefold incident still counts as bad. An incident that does not stand out sets no bound of its own.
 */
export function boundsAgainstBaseline(baseline: Tally, incident: Tally | null, dispersion: number, minimumVisibility: number): Bounds {
  const usual = (baseline.errors + 0.5) / baseline.exposure;
  const acceptable = Math.max(gammaQuantile(0.95, baseline.errors + 0.5, baseline.exposure), 1.1 * usual);
  const common = { usual, acceptable, dispersion };
  const during = incident === null ? null : rateOf(incident);
  const duringAtLeast = incident === null ? null : lowerRate(incident);
  const visibility = duringAtLeast === null ? null : duringAtLeast / acceptable;
  if (during === null || duringAtLeast === null || visibility === null || visibility < minimumVisibility) {
    const stillBad = 2 * acceptable;
    return { ...common, stillBad, during, duringAtLeast, visibility, failingRates: ratesAbove(stillBad, 2.5 * stillBad, 2.5 * stillBad) };
  }
  const stillBad = acceptable * Math.min(2, visibility ** 0.75);
  return { ...common, stillBad, during, duringAtLeast, visibility, failingRates: ratesAbove(stillBad, during, duringAtLeast) };
}

/** For the issue that the deploy brought: it has no baseline, so gone means below a quarter of what it was. */
export function boundsAgainstIncident(incident: Tally, baselineExposure: number, dispersion: number): Bounds {
  const during = rateOf(incident);
  const duringAtLeast = lowerRate(incident);
  const acceptable = 0.05 * during;
  const stillBad = 0.25 * duringAtLeast;
  return {
    usual: Math.min(0.5 / baselineExposure, acceptable),
    acceptable,
    stillBad,
    during,
    duringAtLeast,
    visibility: acceptable === 0 ? 0 : stillBad / acceptable,
    failingRates: ratesAbove(stillBad, during, duringAtLeast),
    dispersion,
  };
}

function rateOf(tally: Tally): number {
  return tally.exposure === 0 ? 0 : tally.errors / tally.exposure;
}

function lowerRate(tally: Tally): number {
  return tally.exposure === 0 ? 0 : gammaQuantile(0.05, tally.errors, tally.exposure);
}

function ratesAbove(stillBad: number, during: number, duringAtLeast: number): number[] {
  return [stillBad, Math.sqrt(stillBad * during), duringAtLeast / 2, duringAtLeast].map((rate) => Math.max(rate, stillBad));
}
