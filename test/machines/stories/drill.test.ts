import { describe, expect, test } from 'vitest';
import { recoveryQuestion } from '#machines/recovery-question.ts';
import { APP_BUG, by, gathered, walk } from '#test/support/walk.ts';
import type { IncidentEvent } from '#machines/events.ts';

const ada = by('U_ADA');
const RECOVERED: IncidentEvent = {
  type: 'recovery.observed',
  at: 2_300_000,
  recovery: { verdict: 'recovered', reason: 'baseline only', over: true },
  evidence: [],
  chart: { bucketMs: 15_000, buckets: [] },
  culprit: null,
};
const MOVED: readonly IncidentEvent[] = [
  { type: 'move.accepted', at: 2_200_000, queued: false },
  { type: 'job.observed', at: 2_201_000, job: 'succeeded', why: '' },
  { type: 'swap.observed', at: 2_202_000, swap: 'moved', why: '', evidence: [] },
];
const ROLLED_BACK = [gathered(APP_BUG), ada('data.reportIntact'), ada('class.confirm'), ada('move.confirm'), ...MOVED, RECOVERED];

describe('a drill in which the rollback goes well', () => {
  test('does not end with production on the old code: it asks to go forward again', () => {
    expect(walk({ mode: 'drill' }, ...ROLLED_BACK).state).toBe('makingDurable.endingTheDrill');
  });

  test('goes forward by a promote, and is judged against the healthy time alone, because nothing failed in between', () => {
    const forward = walk({ mode: 'drill' }, ...ROLLED_BACK, ada('undo.confirm'), ...MOVED);
    expect(forward.state).toBe('verifying.watching');
    expect(forward.snapshot.context.move).toMatchObject({ purpose: 'return', gesture: 'promote' });
    expect(recoveryQuestion(forward.snapshot.context)).toMatchObject({
      bad: null,
      culprit: null,
      healthyUntil: 2_100_000,
      goodSince: 2_202_000,
    });
  });

  test('puts auto-assignment back and closes', () => {
    const back: IncidentEvent = { type: 'autoAssignment.observed', at: 2_400_000, evidence: [], value: 'on', restored: true };
    expect(walk({ mode: 'drill' }, ...ROLLED_BACK, ada('undo.confirm'), ...MOVED, RECOVERED, back).state).toBe('closed');
  });
});

test('a live incident that recovered the same way makes the revert durable instead', () => {
  expect(walk({}, ...ROLLED_BACK).state).toBe('makingDurable.afterRePoint.mergeRevert');
});
