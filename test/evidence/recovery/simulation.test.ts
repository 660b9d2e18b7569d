import { describe, expect, test } from 'vitest';
import { seededRandom } from '#test/support/seeded-random.ts';
import type { SimulatedService, SimulatedWatch } from '#test/support/simulated-service.ts';
import { simulate, watch } from '#test/support/simulated-service.ts';

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

/** Ten errors a minute of others, always; forty more of the culprit while it is there. */
describe('what is said is watched, and taken back at once', () => {
  const HOUR = 60;
  const sometimes = (isThere: (minute: number) => boolean): SimulatedService => ({
    baseline: 10,
    incident: 10,
    after: () => 10,
    culprit: { incident: 40, after: (minute) => (isThere(minute) ? 40 : 0), visits: () => 1 },
  });
  const watched = (service: SimulatedService, runs = SLOW ? 100 : 20): readonly SimulatedWatch[] => {
    const random = seededRandom(7);
    return Array.from({ length: runs }, () => watch(service, random, HOUR, SLOW ? 30_000 : 60_000));
  };
  const inTotal = (isThere: (minute: number) => boolean): SimulatedService => ({
    baseline: 10,
    incident: 50,
    after: (minute) => (isThere(minute) ? 50 : 10),
  });

  const afterFour = (minute: number): boolean => minute >= 4;
  test.each([
    { how: 'seen on the route', service: sometimes(afterFour) },
    { how: 'seen in the total alone', service: inTotal(afterFour) },
  ])('gone for four minutes and then as before, $how: the relapse is told within two minutes and stays', ({ service }) => {
    const runs = watched(service);
    expect(runs.filter(({ last }) => last.kind !== 'still failing')).toEqual([]);
    expect(runs.filter(({ timesRecovered, relapseToldAt }) => timesRecovered > 0 && (relapseToldAt ?? HOUR) > 6)).toEqual([]);
    expect(runs.every(({ timesRecovered }) => timesRecovered <= 1)).toBe(true);
  });

  test('gone for half an hour and then as before: the relapse is told within two minutes', () => {
    const runs = watched(sometimes((minute) => minute >= 30));
    expect(runs.filter(({ relapseToldAt }) => relapseToldAt === null || relapseToldAt < 30 || relapseToldAt > 32)).toEqual([]);
  });

  test.each([2, 4, 8])('coming and going every %s minutes: recovered is said once at most, and does not last', (minutes) => {
    const runs = watched(sometimes((minute) => Math.floor(minute / minutes) % 2 === 1));
    expect(runs.filter(({ timesRecovered, last }) => timesRecovered > 1 || last.kind === 'recovered')).toEqual([]);
  });

  test('customers give up on a page that nobody counts the visits of: a person is asked to open it', () => {
    const service: SimulatedService = { ...sometimes(() => true), culprit: { incident: 40, after: () => 4 } };
    const runs = watched(service);
    expect(runs.filter(({ timesRecovered }) => timesRecovered > 0)).toEqual([]);
    const asked = runs.filter(({ last }) => 'reason' in last && last.reason === 'page not counted');
    expect(asked.length).toBeGreaterThan(runs.length / 2);
  });

  test('customers give up on a page whose visits are counted: it is failing', () => {
    const service: SimulatedService = { ...sometimes(() => true), culprit: { incident: 40, after: () => 40, visits: () => 0.1 } };
    expect(watched(service).filter(({ timesRecovered, last }) => timesRecovered > 0 || last.kind !== 'still failing')).toEqual([]);
  });

  test('gone for good: said once, and not taken back', () => {
    const runs = watched(sometimes(() => false));
    expect(
      runs.filter(({ timesRecovered, relapseToldAt, last }) => timesRecovered !== 1 || relapseToldAt !== null || last.kind !== 'recovered'),
    ).toEqual([]);
  });

  test('gone for good, then relapsed for five minutes, then gone for good: recovered again before the hour is over', () => {
    const runs = watched(sometimes((minute) => minute >= 6 && minute < 11));
    expect(runs.filter(({ timesRecovered, last }) => timesRecovered !== 2 || last.kind !== 'recovered').length).toBeLessThan(
      0.05 * runs.length,
    );
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
