import { describe, expect, test } from 'vitest';
import { APP_BUG, CONTRACT, DUAL_READ, fact, gathered, PLAN, walk } from '#test/support/walk.ts';
import {
  accepted,
  ada,
  assessed,
  choose,
  looked,
  MADE_DURABLE,
  read,
  steps,
  succeeded,
  swapped,
  switchObserved,
  TO_CONFIRMING,
  TO_MOVED,
  TO_MOVING,
} from './events.ts';

describe('a live app bug', () => {
  test('opening looks before it asks', () => {
    expect(walk({})).toMatchObject({ state: 'assessing', asked: ['startTimer', 'gatherFacts'] });
  });

  test('takes at most three events of people from opening to the request', () => {
    const { state, asked, snapshot } = walk({}, ...TO_MOVING);
    expect(TO_MOVING.filter((event) => 'by' in event)).toHaveLength(3);
    expect({ state, asked }).toEqual({ state: 'recovering.moving', asked: ['startMove'] });
    expect(snapshot.context.move).toEqual({
      purpose: 'recovery',
      gesture: 'rollback',
      target: DUAL_READ,
      expectedLive: CONTRACT,
      reason: 'app bug, incident inc-1',
      confirmedBy: 'U_ADA',
      approvedBy: null,
      confirmedAt: 2_100_000,
      acceptedAt: null,
      movedAt: null,
    });
  });

  test('accepted, moved and recovered are three different things', () => {
    expect(walk({}, ...TO_MOVING, accepted).state).toBe('recovering.awaitingJob');
    expect(walk({}, ...TO_MOVING, accepted, succeeded).state).toBe('recovering.provingSwap');
    expect(walk({}, ...TO_MOVED)).toMatchObject({
      state: 'verifying.watching',
      asked: ['say', 'observeAutoAssignment', 'markRelease', 'lookAtRecovery'],
    });
    expect(walk({}, ...TO_MOVED, looked('recovered')).state).toBe('makingDurable.afterRePoint.mergeRevert');
  });

  test('ends recovered, with auto-assignment as it was before', () => {
    const durable = [...TO_MOVED, looked('recovered'), ...MADE_DURABLE];
    expect(walk({}, ...durable)).toMatchObject({ state: 'makingDurable.restoringAutoAssignment' });
    expect(walk({}, ...durable).asked).toContain('setAutoAssignment');
    const end = walk({}, ...durable, switchObserved('on', true));
    expect(end.state).toBe('closed');
    expect(end.snapshot.context.outcome).toBe('recovered');
  });

  test('with nothing to go back to, the code is reverted instead', () => {
    const noTarget = gathered(APP_BUG, { ...PLAN, target: null });
    const { state, snapshot } = walk({}, noTarget, ada('data.reportIntact'), ada('class.confirm'));
    expect(state).toBe('appBug.choosing');
    expect(snapshot.can(choose('re-point'))).toBe(false);
    expect(
      walk(
        {},
        noTarget,
        ada('data.reportIntact'),
        ada('class.confirm'),
        choose('revert and roll forward'),
        ...steps(3),
        read('rollForwardSmoke'),
      ).state,
    ).toBe('verifying.watching');
  });

  test('the prior code as a new generation leaves the bug on main, and the end says so', () => {
    const events = [...TO_CONFIRMING, choose('new generation'), ...steps(2), read('cutOver'), ...steps(1), looked('recovered')];
    expect(walk({}, ...events).state).toBe('makingDurable.afterNewGeneration.revertForGood');
  });

  test('a deployment that never served is reached by a promote, and auto-assignment is turned off right after', () => {
    const staged = gathered(APP_BUG, { ...PLAN, target: { ...DUAL_READ, served: false } });
    const moved = walk({}, staged, ...TO_MOVED.slice(1));
    expect(moved.snapshot.context.move?.gesture).toBe('promote');
    expect(moved.state).toBe('verifying.watching');
    expect(moved.asked).toContain('setAutoAssignment');
  });
});

describe('another target', () => {
  const other = { ...DUAL_READ, id: 'dpl_expand' };
  const plan = { ...PLAN, otherTargets: [other] };
  const swappedPlan = { ...PLAN, target: other, otherTargets: [DUAL_READ] };
  const look = [gathered(APP_BUG, plan), ada('data.reportIntact'), ada('class.confirm'), ada('target.choose', { target: 'dpl_expand' })];

  test('is looked at before it can be confirmed', () => {
    expect(walk({}, ...look)).toMatchObject({ state: 'rePoint.assessingTarget', asked: ['assessTarget'] });
  });

  test('is refused when only the first target was shown to fit', () => {
    expect(walk({}, ...look, assessed(swappedPlan)).state).toBe('rePoint.refused');
  });

  test('is refused when a person spoke for the first one only', () => {
    const unknown = gathered(
      APP_BUG.filter(({ kind }) => kind !== 'schema.fits'),
      plan,
    );
    const events = [unknown, ada('data.reportIntact'), ada('schema.reportFits'), ada('class.confirm')];
    expect(walk({}, ...events).state).toBe('rePoint.confirming');
    const answers = assessed(swappedPlan, fact('target.answers', 'supports'));
    expect(walk({}, ...events, ada('target.choose', { target: 'dpl_expand' }), answers).state).toBe('rePoint.refused');
  });

  test('can be confirmed once it fits itself', () => {
    const fits = assessed(swappedPlan, fact('schema.fits', 'supports'), fact('target.answers', 'supports'));
    expect(walk({}, ...look, fits, ada('move.confirm')).snapshot.context.move?.target.id).toBe('dpl_expand');
  });

  test('that is not offered cannot be chosen', () => {
    expect(walk({}, ...TO_CONFIRMING).snapshot.can(ada('target.choose', { target: 'dpl_expand' }))).toBe(false);
  });

  test('a refresh that finds another target forgets what was known about the first', () => {
    const first = [gathered(APP_BUG), ada('data.reportIntact'), ada('facts.refresh')];
    const { state } = walk({}, ...first, gathered([fact('deploy.serving', 'supports')], swappedPlan));
    expect(state).toBe('classifying.askingAboutSchema');
  });
});

test('a swap that was never seen is not called a move', () => {
  const unseen = { ...swapped, swap: 'not yet' } as const;
  expect(walk({}, ...TO_MOVING, accepted, succeeded, unseen)).toMatchObject({ state: 'recovering.provingSwap', asked: ['startTimer'] });
  const events = Array.from({ length: 61 }, () => unseen);
  expect(walk({}, ...TO_MOVING, accepted, succeeded, ...events)).toMatchObject({ state: 'recovering.stopped', asked: ['say'] });
});
