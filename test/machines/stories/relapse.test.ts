import { describe, expect, test } from 'vitest';
import { walk, type Walk } from '#test/support/walk.ts';
import { ada, looked, MADE_DURABLE, steps, switchObserved, TO_MOVED } from './events.ts';

const RECOVERED = [...TO_MOVED, looked('recovered')];
const relapse = looked('still failing', { reason: 'relapse' });

const said = ({ actions }: Walk): unknown => actions.filter(({ type }) => type === 'say').map(({ params }) => params);
/** Whether the newest event leaves the timer for the next look running. */
const looksLater = ({ actions }: Walk): boolean =>
  actions.findLast(({ type, params }) => type.endsWith('Timer') && (params as { name: string }).name === 'look')?.type === 'startTimer';

describe('recovered so far', () => {
  test('is looked at again while it is made durable', () => {
    expect(looksLater(walk({}, ...RECOVERED))).toBe(true);
    expect(walk({}, ...RECOVERED, ...steps(1)).asked).not.toContain('stopTimer');
    expect(walk({}, ...RECOVERED, { type: 'look.due', at: 2_300_000 }).asked).toContain('lookAtRecovery');
  });

  test('a relapse is said at once and opens the question again, from every step', () => {
    for (const done of MADE_DURABLE.keys()) {
      const after = walk({}, ...RECOVERED, ...MADE_DURABLE.slice(0, done), relapse);
      expect(after.state).toBe('verifying.notRecovered');
      expect(after.asked).toContain('lookAtRecovery');
      expect(said(after)).toMatchObject([{ what: 'recovery', relapse: true }]);
    }
  });

  test('after a relapse the same time is judged on, the move can be undone, and recovered may be said again', () => {
    const again = walk({}, ...RECOVERED, relapse);
    expect(again.snapshot.context.recoveringSince).toBe(walk({}, ...RECOVERED).snapshot.context.recoveringSince);
    expect(walk({}, ...RECOVERED, relapse, ada('undo.confirm')).state).toBe('recovering.moving');
    expect(walk({}, ...RECOVERED, relapse, looked('recovered')).state).toBe('makingDurable.afterRePoint.mergeRevert');
  });

  test('a look that cannot tell takes nothing back, and is followed by another', () => {
    const after = walk({}, ...RECOVERED, looked('cannot look'), looked('inconclusive', { over: true }));
    expect(after.state).toBe('makingDurable.afterRePoint.mergeRevert');
    expect(after.snapshot.context.recovery?.verdict).toBe('recovered');
    expect(looksLater(after)).toBe(true);
  });

  test('what a person accepted without proof is said when it is proved, and failing on is no relapse', () => {
    const accepted = [...TO_MOVED, looked('inconclusive', { over: true }), ada('recovery.accept', { reason: 'the page works' })];
    expect(walk({}, ...accepted, looked('still failing')).state).toBe('makingDurable.afterRePoint.mergeRevert');
    const proved = walk({}, ...accepted, looked('recovered'));
    expect(said(proved)).toMatchObject([{ what: 'recovery' }]);
    expect(proved.snapshot.context.recovery?.verdict).toBe('recovered');
  });

  test('is watched on when the incident is closed, and only then', () => {
    const closed = walk({}, ...RECOVERED, ...MADE_DURABLE, switchObserved('on', true));
    expect(closed).toMatchObject({ state: 'closed' });
    expect(closed.asked).toContain('watchClosed');
    expect(walk({}, ...RECOVERED, ada('incident.cancel', { reason: 'a mistake' })).asked).not.toContain('watchClosed');
  });
});
