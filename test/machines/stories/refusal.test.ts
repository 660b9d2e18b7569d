import { describe, expect, test } from 'vitest';
import { APP_BUG, CONTRACT, DUAL_READ, fact, gathered, PLAN, walk } from '#test/support/walk.ts';
import { ada, assessed, bob, choose, TO_REFUSED } from './events.ts';

describe('a re-point that would make it worse', () => {
  test('is refused with its reason, and the forward-fix takes its place', () => {
    const { state, asked, snapshot } = walk({}, ...TO_REFUSED);
    expect({ state, asked }).toEqual({ state: 'rePoint.refused', asked: ['say'] });
    expect(snapshot.can(ada('move.confirm'))).toBe(false);
    expect(walk({}, ...TO_REFUSED, choose('forward-fix')).state).toBe('schemaMistake.forwardFix.identifyChange');
  });

  test('is refused when nobody knows', () => {
    const unknown = gathered(APP_BUG.filter(({ kind }) => kind !== 'schema.fits'));
    const override = ada('class.override', { class: 'app bug', reason: 'I saw the diff' });
    expect(walk({}, unknown, ada('data.reportIntact'), ada('schema.reportBroken'), override).state).toBe('rePoint.refused');
  });

  test('leads an app bug to the forward-fix as well, and the class follows', () => {
    const unsafe = gathered([...APP_BUG, fact('target.answers', 'contradicts')]);
    const override = ada('class.override', { class: 'app bug', reason: 'I saw the diff' });
    const { state, snapshot } = walk({}, unsafe, ada('data.reportIntact'), override, choose('forward-fix'));
    expect(state).toBe('schemaMistake.forwardFix.identifyChange');
    expect(snapshot.context.class).toBe('schema mistake');
  });
});

describe('break-glass', () => {
  const broken = [...TO_REFUSED, ada('glass.break', { reason: 'no traffic reads that page' })];

  test('touches nothing before a second person agrees', () => {
    expect(walk({}, ...broken)).toMatchObject({ state: 'rePoint.awaitingSecondPerson', asked: [] });
  });

  test('the same person cannot approve', () => {
    expect(walk({}, ...broken).snapshot.can(ada('glass.approve'))).toBe(false);
  });

  test('a second person can, and both are recorded', () => {
    const { state, asked, snapshot } = walk({}, ...broken, bob('glass.approve'));
    expect(state).toBe('recovering.moving');
    expect(asked).toEqual(['say', 'startMove']);
    expect(snapshot.context.brokenGlass).toEqual({ by: 'U_ADA', reason: 'no traffic reads that page', approvedBy: 'U_BOB' });
    expect(snapshot.context.move).toEqual({
      purpose: 'recovery',
      gesture: 'rollback',
      target: DUAL_READ,
      expectedLive: CONTRACT,
      reason: 'no traffic reads that page',
      confirmedBy: 'U_ADA',
      approvedBy: 'U_BOB',
      confirmedAt: 2_100_000,
      acceptedAt: null,
      movedAt: null,
    });
  });

  test('can be withdrawn, and then an approval counts for nothing', () => {
    const withdrawn = walk({}, ...broken, ada('glass.withdraw'));
    expect(withdrawn.state).toBe('rePoint.refused');
    expect(withdrawn.snapshot.can(bob('glass.approve'))).toBe(false);
    expect(withdrawn.snapshot.context.first).toBe(null);
  });

  test('is not offered when the deployment to go back to is gone', () => {
    const offered = gathered([...APP_BUG, fact('target.answers', 'contradicts')], { ...PLAN, otherTargets: [CONTRACT] });
    const toRefused = [offered, ...TO_REFUSED.slice(1), ada('target.choose', { target: CONTRACT.id })];
    const { state, snapshot } = walk({}, ...toRefused, assessed({ ...PLAN, target: null }));
    expect(state).toBe('rePoint.refused');
    expect(snapshot.can(ada('glass.break', { reason: 'hurry' }))).toBe(false);
  });
});
