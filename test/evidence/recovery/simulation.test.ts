import { describe, expect, test } from 'vitest';
import { seededRandom } from '#test/support/seeded-random.ts';
import type { SimulatedService } from '#test/support/simulated-service.ts';
import { simulate } from '#test/support/simulated-service.ts';

const SLOW = process.env['SWITCHBACK_SLOW'] === '1';
const RUNS = SLOW ? 200 : 40;
/** What must never happen is tried more often, with fewer looks where time is short. */
const MANY_RUNS = SLOW ? 200 : 100;
const SELDOM_MS = SLOW ? 30_000 : 120_000;

interface Shares {
  readonly recovered: number;
  readonly failing: number;
  /** Minutes, over the runs that recovered. */
  readonly median: number;
  /** The reason of the last look, where all runs agree. */
  readonly reasons: readonly string[];
}

function many(service: SimulatedService, minutes: number, runs = RUNS, lookMs = 30_000): Shares {
  const random = seededRandom(7);
  const all = Array.from({ length: runs }, () => simulate(service, random, minutes, lookMs));
  const times = all.flatMap((run) => (run.recoveredAfter === null ? [] : [run.recoveredAfter])).sort((a, b) => a - b);
  return {
    recovered: times.length / runs,
    failing: all.filter((run) => run.everFailing).length / runs,
    median: times[Math.floor(times.length / 2)] ?? Number.NaN,
    reasons: [...new Set(all.map(({ last }) => ('reason' in last ? last.reason : last.kind)))],
  };
}

describe('a service that recovered is said to have recovered', () => {
  test.each([
    { baseline: 1, incident: 20, within: 15 },
    { baseline: 10, incident: 50, within: 3 },
    { baseline: 100, incident: 500, within: 1.5 },
  ])('$baseline/min after $incident/min: typically within $within min', ({ baseline, incident, within }) => {
    const { recovered, median } = many({ baseline, incident, after: () => baseline }, 60);
    expect(recovered).toBeGreaterThanOrEqual(0.95);
    expect(median).toBeLessThanOrEqual(within);
  });

  test('errors that drain for 5 min cost minutes, not the verdict', () => {
    const { recovered, median } = many({ baseline: 10, incident: 50, after: (minute) => (minute < 5 ? 50 : 10) }, 60);
    expect(recovered).toBe(1);
    expect(median).toBeGreaterThan(5);
    expect(median).toBeLessThan(10);
  });

  test.each([0.5, 1.6, 2])('traffic at %s of the daily mean with the same errors per request is healthy', (traffic) => {
    const { recovered, failing } = many({ baseline: 10, incident: 50, after: () => 10, traffic }, 60);
    expect(recovered).toBeGreaterThanOrEqual(0.95);
    expect(failing).toBeLessThanOrEqual(0.1);
  });
});

describe('a service that is still broken is never said to have recovered', () => {
  test.each([
    { baseline: 1, incident: 5 },
    { baseline: 1, incident: 20 },
    { baseline: 10, incident: 50 },
    { baseline: 100, incident: 500 },
  ])('half of the incident goes on: $baseline/min, was $incident/min', ({ baseline, incident }) => {
    const { recovered } = many({ baseline, incident, after: () => incident / 2 }, 60, MANY_RUNS, SELDOM_MS);
    expect(recovered).toBeLessThanOrEqual(0.02);
  });

  test('nothing changed: it is said to be failing', () => {
    expect(many({ baseline: 10, incident: 50, after: () => 50 }, 15)).toMatchObject({ recovered: 0, failing: 1 });
  });

  test.each([0.1, 0.2])('traffic fell to %s of normal and each request still fails as before', (traffic) => {
    expect(many({ baseline: 10, incident: 50, after: () => 50, traffic }, 30)).toMatchObject({ recovered: 0, failing: 1 });
  });

  test('traffic fell to nothing: neither recovered nor failing', () => {
    expect(many({ baseline: 10, incident: 50, after: () => 50, traffic: 0 }, 30, 5)).toMatchObject({
      recovered: 0,
      failing: 0,
      reasons: ['no traffic'],
    });
  });

  test('errors come in bursts and half of the incident goes on', () => {
    const { recovered } = many({ baseline: 1, incident: 5, after: () => 2.5, dispersion: 3 }, 60, MANY_RUNS, SELDOM_MS);
    expect(recovered).toBeLessThanOrEqual(0.02);
  });
});

describe('an incident that cannot be seen is refused', () => {
  test('0.1/min and twofold is two errors: not one run claims anything', () => {
    const { recovered, reasons } = many({ baseline: 0.1, incident: 0.2, after: () => 0.1 }, 30);
    expect(recovered).toBe(0);
    expect(reasons).toContain('incident not visible');
  });

  test('an SDK that drops repeated errors hides the incident', () => {
    expect(many({ baseline: 1, incident: 1, after: () => 1 }, 10, 20).reasons).toContain('incident not visible');
  });
});

test('healthy and bursty is rarely called failing', () => {
  expect(many({ baseline: 10, incident: 50, after: () => 10, dispersion: 3 }, 30).failing).toBeLessThanOrEqual(0.1);
});

describe.runIf(SLOW)('the whole grid', () => {
  const cells = [0.1, 1, 10, 100].flatMap((baseline) => [2, 5, 20].map((times) => ({ baseline, incident: baseline * times })));

  test.each(cells)('nothing changed: $baseline/min, $incident/min', { timeout: 600_000 }, ({ baseline, incident }) => {
    expect(many({ baseline, incident, after: () => incident }, 60, 400).recovered).toBeLessThanOrEqual(0.015);
  });

  // Half of a twofold incident is the baseline.
  const halves = cells.filter(({ baseline, incident }) => incident > 2 * baseline);
  test.each(halves)('half of it goes on: $baseline/min, $incident/min', { timeout: 600_000 }, ({ baseline, incident }) => {
    expect(many({ baseline, incident, after: () => incident / 2 }, 60, 400).recovered).toBeLessThanOrEqual(0.015);
  });
});
