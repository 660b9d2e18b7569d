import { describe, expect, test } from 'vitest';
import type { Bounds } from '#src/evidence/recovery/bounds.ts';
import { boundsAgainstBaseline } from '#src/evidence/recovery/bounds.ts';
import { oddsOfFailure, oddsOfRecovery } from '#src/evidence/recovery/odds.ts';
import type { Tally } from '#src/evidence/recovery/period.ts';
import { upperLimit } from '#src/evidence/recovery/upper-limit.ts';
import { seededRandom } from '#test/support/seeded-random.ts';

const SLOW = process.env['SWITCHBACK_SLOW'] === '1';
const RUNS = SLOW ? 4000 : 1000;
/** A look every 15 s, for one hour; for two where there is time. */
const LOOKS = SLOW ? 480 : 240;
const BUCKET = 1 / 4;
const EVERY = 2;

const bounds = (baselinePerMinute: number, incidentPerMinute: number): Bounds =>
  boundsAgainstBaseline({ errors: baselinePerMinute * 1440, exposure: 1440 }, { errors: incidentPerMinute * 10, exposure: 10 }, 1, 1.4);
const quiet = (count: number): Tally[] => Array.from({ length: count }, () => ({ errors: 0, exposure: BUCKET }));
const threeStandardErrors = (chance: number) => chance + 3 * Math.sqrt((chance * (1 - chance)) / RUNS);

describe('the test against a rate that is still bad', () => {
  test('no data is no evidence either way', () =>
    expect(oddsOfRecovery([], bounds(1, 20), EVERY)).toEqual({ odds: 1, start: 0, starts: 0 }));

  test('buckets without traffic change nothing, however many', () => {
    const silent = Array.from({ length: 720 }, () => ({ errors: 0, exposure: 0 }));
    expect(oddsOfRecovery(silent, bounds(1, 20), EVERY).odds).toBeCloseTo(1, 9);
  });

  test('traffic at a tenth carries a tenth of the evidence', () => {
    const tenth = quiet(60).map(({ errors, exposure }) => ({ errors, exposure: exposure / 10 }));
    expect(oddsOfRecovery(tenth, bounds(1, 20), EVERY).odds).toBeLessThan(10);
    expect(oddsOfRecovery(quiet(60), bounds(1, 20), EVERY).odds).toBeGreaterThan(100);
  });

  test('with no errors it is decided after about 5.3 divided by the bad rate', () => {
    const { stillBad } = bounds(0.1, 20);
    const needed = Array.from({ length: 720 }, (_, index) => index).find(
      (count) => oddsOfRecovery(quiet(count), bounds(0.1, 20), EVERY).odds >= 100,
    );
    expect((needed ?? Number.NaN) * BUCKET * stillBad).toBeGreaterThan(5);
    expect((needed ?? Number.NaN) * BUCKET * stillBad).toBeLessThan(7);
  });

  test('a drain is left out: recovery is dated to its end', () => {
    const drained = [...Array.from({ length: 30 }, () => ({ errors: 8, exposure: BUCKET })), ...quiet(60)];
    const { odds, start } = oddsOfRecovery(drained, bounds(10, 50), EVERY);
    expect(odds).toBeGreaterThan(100);
    expect(start).toBe(30);
  });

  test('a year of silence overflows nothing', () => {
    const { odds } = oddsOfRecovery([{ errors: 0, exposure: 525_600 }], bounds(100, 2000), EVERY);
    expect(Number.isFinite(odds)).toBe(true);
  });

  test('bursts count for less', () => {
    const steady = oddsOfRecovery(quiet(30), bounds(1, 20), EVERY).odds;
    expect(oddsOfRecovery(quiet(30), { ...bounds(1, 20), dispersion: 3 }, EVERY).odds).toBeLessThan(steady / 10);
  });
});

describe('the test against a healthy rate', () => {
  test('no traffic is no evidence', () => expect(oddsOfFailure({ errors: 0, exposure: 0 }, bounds(1, 20))).toBe(1));
  test('the incident going on is soon certain', () =>
    expect(oddsOfFailure({ errors: 20, exposure: 1 }, bounds(1, 20))).toBeGreaterThan(1e6));
  test('a million errors overflow nothing', () =>
    expect(Number.isFinite(oddsOfFailure({ errors: 1e6, exposure: 1 }, bounds(1, 20)))).toBe(true));
});

describe('looking every 15 s for hours does not raise the chance of a mistake', () => {
  const cases = [
    { baseline: 1, incident: 20 },
    { baseline: 1, incident: 2.5 },
    ...(SLOW
      ? [
          { baseline: 10, incident: 200 },
          { baseline: 0.1, incident: 2 },
        ]
      : []),
  ];

  test.each(cases)(
    'exactly bad ($baseline/min, $incident/min) reads as recovered in at most 1 % of runs',
    { timeout: 120_000 },
    ({ baseline, incident }) => {
      const random = seededRandom(1);
      const at = bounds(baseline, incident);
      let wrong = 0;
      for (let run = 0; run < RUNS; run += 1) {
        const buckets: Tally[] = [];
        for (let look = 0; look < LOOKS; look += 1) {
          buckets.push({ errors: random.poisson(at.stillBad * BUCKET), exposure: BUCKET });
          if (oddsOfRecovery(buckets, at, EVERY).odds < 100) continue;
          wrong += 1;
          break;
        }
      }
      expect(wrong).toBeGreaterThan(0);
      expect(wrong / RUNS).toBeLessThanOrEqual(threeStandardErrors(0.01));
    },
  );

  test.each(cases)(
    'exactly acceptable ($baseline/min, $incident/min) reads as failing in at most 5 % of runs',
    { timeout: 120_000 },
    ({ baseline, incident }) => {
      const random = seededRandom(2);
      const at = bounds(baseline, incident);
      let wrong = 0;
      for (let run = 0; run < RUNS; run += 1) {
        let errors = 0;
        for (let look = 1; look <= LOOKS; look += 1) {
          errors += random.poisson(at.acceptable * BUCKET);
          if (oddsOfFailure({ errors, exposure: look * BUCKET }, at) < 20) continue;
          wrong += 1;
          break;
        }
      }
      expect(wrong).toBeGreaterThan(0);
      expect(wrong / RUNS).toBeLessThanOrEqual(threeStandardErrors(0.05));
    },
  );
});

describe('the upper limit that is shown', () => {
  test('does not exist without traffic', () => expect(upperLimit({ errors: 0, exposure: 0 }, 1, 1, 0.01)).toBeNull());
  test('falls with exposure', () => {
    const limits = [1, 10, 100].map((exposure) => upperLimit({ errors: exposure, exposure }, 1, 1, 0.01) ?? Number.NaN);
    expect(limits.map((limit) => Number(limit.toFixed(2)))).toEqual([8.08, 2.51, 1.42]);
  });
  test('is above the truth in at least 99 % of runs, over all looks', () => {
    const random = seededRandom(3);
    const runs = 300;
    let missed = 0;
    for (let run = 0; run < runs; run += 1) {
      let errors = 0;
      for (let look = 1; look <= LOOKS; look += 1) {
        errors += random.poisson(BUCKET);
        if ((upperLimit({ errors, exposure: look * BUCKET }, 1, 1, 0.01) ?? Infinity) >= 1) continue;
        missed += 1;
        break;
      }
    }
    expect(missed / runs).toBeLessThanOrEqual(0.01 + 3 * Math.sqrt((0.01 * 0.99) / runs));
  });
});
