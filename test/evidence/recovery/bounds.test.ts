import { describe, expect, test } from 'vitest';
import { boundsAgainstBaseline, boundsAgainstIncident } from '#src/evidence/recovery/bounds.ts';

describe('all errors are compared with the baseline', () => {
  test('1/min in 24 h and 20/min in 10 min: bad is twice the acceptable rate', () => {
    const bounds = boundsAgainstBaseline({ errors: 1440, exposure: 1440 }, { errors: 200, exposure: 10 }, 1, 1.4);
    expect(bounds.usual).toBeCloseTo(1.000347, 5);
    expect(bounds.acceptable).toBeCloseTo(1.100382, 5);
    expect(bounds.stillBad).toBeCloseTo(2.200764, 5);
    expect(bounds.duringAtLeast).toBeCloseTo(17.732048, 5);
    expect(bounds.visibility).toBeCloseTo(16.114449, 5);
  });

  test('a small incident tightens the bound', () => {
    const { acceptable, stillBad, visibility } = boundsAgainstBaseline(
      { errors: 1440, exposure: 1440 },
      { errors: 25, exposure: 10 },
      1,
      1.4,
    );
    expect(visibility).toBeCloseTo(1.579645, 5);
    expect(stillBad / acceptable).toBeCloseTo(1.579645 ** 0.75, 5);
  });

  test('half of a fivefold incident counts as bad', () => {
    const { stillBad } = boundsAgainstBaseline({ errors: 1440, exposure: 1440 }, { errors: 50, exposure: 10 }, 1, 1.4);
    expect(stillBad).toBeLessThan(2.5);
  });

  test('without an incident, bad is twice the acceptable rate and visibility is not a question', () => {
    const bounds = boundsAgainstBaseline({ errors: 1440, exposure: 1440 }, null, 1, 1.4);
    expect(bounds.stillBad).toBeCloseTo(2.200764, 5);
    expect([bounds.during, bounds.duringAtLeast, bounds.visibility]).toEqual([null, null, null]);
  });

  test('no error in the baseline leaves bounds above zero', () => {
    const bounds = boundsAgainstBaseline({ errors: 0, exposure: 1440 }, { errors: 30, exposure: 10 }, 1, 1.4);
    expect(bounds.usual).toBeCloseTo(0.5 / 1440, 9);
    expect(bounds.acceptable).toBeCloseTo(1.920729 / 1440, 6);
  });
});

describe('the culprit is compared with itself', () => {
  test('gone means below a quarter of what it was', () => {
    const bounds = boundsAgainstIncident({ errors: 200, exposure: 10 }, 1440, 1);
    expect(bounds.acceptable).toBeCloseTo(1, 9);
    expect(bounds.stillBad).toBeCloseTo(17.732048 / 4, 5);
  });

  test.each([
    { events: 0, visible: false },
    { events: 3, visible: false },
    { events: 4, visible: true },
  ])('$events events in the incident: visible is $visible', ({ events, visible }) => {
    expect((boundsAgainstIncident({ errors: events, exposure: 10 }, 1440, 1).visibility ?? 0) >= 1.4).toBe(visible);
  });
});
