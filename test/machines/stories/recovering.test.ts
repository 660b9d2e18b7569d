import { describe, expect, test } from 'vitest';
import { walk } from '#test/support/walk.ts';
import { accepted, ada, choose, looked, lost, MADE_DURABLE, queued, refused, succeeded, swapped, TO_MOVED, TO_MOVING } from './events.ts';

describe('a rollback that the platform refuses', () => {
  test('offers a promote, and a person decides', () => {
    const { state, asked, snapshot } = walk({}, ...TO_MOVING, refused);
    expect({ state, asked }).toEqual({ state: 'rePoint.otherGesture', asked: ['say'] });
    expect(snapshot.context.why).toBe('Vercel answered 402: upgrade to pro.');
  });

  test('is promoted once when a person says so, and auto-assignment is turned off right after', () => {
    const promoted = walk({}, ...TO_MOVING, refused, ada('gesture.usePromote'));
    expect(promoted.asked).toEqual(['startMove']);
    expect(promoted.snapshot.context.move).toMatchObject({ gesture: 'promote', purpose: 'recovery', acceptedAt: null });
    expect(promoted.snapshot.can(ada('gesture.usePromote'))).toBe(false);
    expect(walk({}, ...TO_MOVING, refused, ada('gesture.usePromote'), accepted, succeeded, swapped).asked).toContain('setAutoAssignment');
  });

  test('stops when the promote is refused as well', () => {
    expect(walk({}, ...TO_MOVING, refused, ada('gesture.usePromote'), refused).state).toBe('recovering.stopped');
  });

  test('can be left for another way', () => {
    expect(walk({}, ...TO_MOVING, refused, choose('revert and roll forward')).state).toBe('appBug.rollForward.revertOnMain');
  });
});

describe('an outcome that nobody knows', () => {
  test('is never sent again: it is looked at again', () => {
    const unknown = walk({}, ...TO_MOVING, lost);
    expect(unknown).toMatchObject({ state: 'recovering.unknown', asked: ['say'] });
    expect(unknown.snapshot.can(ada('move.confirm'))).toBe(false);
    const again = walk({}, ...TO_MOVING, lost, ada('look.again'));
    expect(again).toMatchObject({ state: 'recovering.unknown', asked: ['lookAgain'] });
    expect(again.snapshot.context.unknownEffect).toBe('inc-1:5:0');
  });

  test('goes on once it is known', () => {
    expect(walk({}, ...TO_MOVING, lost, ada('look.again'), accepted).state).toBe('recovering.awaitingJob');
    expect(walk({}, ...TO_MOVING, lost, ada('look.again'), queued).state).toBe('recovering.queued');
    expect(walk({}, ...TO_MOVING, lost, ada('look.again'), refused).state).toBe('recovering.stopped');
  });
});

test('a move that waits behind a rolling release waits for a person', () => {
  expect(walk({}, ...TO_MOVING, queued)).toMatchObject({ state: 'recovering.queued', asked: [] });
  expect(walk({}, ...TO_MOVING, queued, ada('look.again'), swapped).state).toBe('verifying.watching');
});

describe('the proof of recovery', () => {
  test('no traffic and a source that cannot be read are never recovery', () => {
    expect(walk({}, ...TO_MOVED, looked('inconclusive', { reason: 'no traffic' }))).toMatchObject({
      state: 'verifying.watching',
      asked: ['startTimer'],
    });
    expect(walk({}, ...TO_MOVED, looked('cannot look'))).toMatchObject({ state: 'verifying.watching', asked: ['startTimer'] });
  });

  test('a person may accept without proof once the deadline is over, and the end says that it was not proved', () => {
    const over = [...TO_MOVED, looked('inconclusive', { reason: 'no traffic', over: true })];
    expect(walk({}, ...TO_MOVED).snapshot.can(ada('recovery.accept', { reason: 'quiet service' }))).toBe(false);
    expect(walk({}, ...over).state).toBe('verifying.undecided');
    const end = walk({}, ...over, ada('recovery.accept', { reason: 'quiet service' }), ...MADE_DURABLE, {
      type: 'autoAssignment.observed',
      at: 2_300_000,
      evidence: [],
      value: 'on',
      restored: true,
    });
    expect({ state: end.state, outcome: end.snapshot.context.outcome }).toEqual({ state: 'closed', outcome: 'accepted without proof' });
  });

  test('goes on while a person decides, and says the same verdict once', () => {
    const failing = looked('still failing');
    expect(walk({}, ...TO_MOVED, failing, failing)).toMatchObject({ state: 'verifying.notRecovered', asked: ['startTimer'] });
    expect(walk({}, ...TO_MOVED, failing, looked('recovered')).state).toBe('makingDurable.afterRePoint.mergeRevert');
  });

  test('an incident that turns out not to be the deploy is not called accepted', () => {
    const events = [...TO_MOVED, looked('still failing'), ada('class.reconsider')];
    const { snapshot } = walk(
      {},
      ...events,
      { type: 'facts.gathered', at: 2_300_000, plan: walk({}, ...TO_MOVED).snapshot.context.plan, evidence: [], culprit: null },
      ada('class.override', { class: 'not the deploy', reason: 'the database host is slow' }),
      ada('incident.close'),
    );
    expect(snapshot.context.outcome).toBe('not the deploy');
  });
});
