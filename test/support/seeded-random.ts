/** A small seeded source of chance (mulberry32), so that a simulation says the same every time. */
export interface SeededRandom {
  /** At least 0 and below 1. */
  readonly uniform: () => number;
  readonly poisson: (mean: number) => number;
  /** Counts with the given variance over mean (negative binomial: a Poisson whose mean is itself drawn). */
  readonly bursty: (mean: number, dispersion: number) => number;
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const poisson = (mean: number): number => {
    // Sums of Poisson counts are Poisson, so a large mean is drawn in parts that do not underflow.
    if (mean > 30) return poisson(mean / 2) + poisson(mean / 2);
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = uniform(); product > limit; product *= uniform()) count += 1;
    return count;
  };
  const bursty = (mean: number, dispersion: number): number => {
    if (dispersion <= 1) return poisson(mean);
    // A Poisson number of bursts, each of logarithmic size, is a negative binomial.
    const share = 1 - 1 / dispersion;
    const bursts = poisson((mean / (dispersion - 1)) * Math.log(dispersion));
    let count = 0;
    for (let burst = 0; burst < bursts; burst += 1) count += logarithmic(share, uniform);
    return count;
  };
  return { uniform, poisson, bursty };
}

function logarithmic(share: number, uniform: () => number): number {
  let chance = -share / Math.log(1 - share);
  let rest = uniform();
  let size = 1;
  while (rest > chance && size < 1000) {
    rest -= chance;
    chance *= (share * size) / (size + 1);
    size += 1;
  }
  return size;
}
