import { describe, expect, test } from 'vitest';
import { APP_BUG, CONTRACT, DUAL_READ, gathered, walk } from '#test/support/walk.ts';
import {
  accepted,
  ada,
  bob,
  choose,
  looked,
  partlyFailed,
  read,
  steps,
  succeeded,
  swapped,
  switchObserved,
  TO_MOVED,
  TO_MOVING,
  TO_REFUSED,
  TWO_PEOPLE,
} from './events.ts';

const NEW_ERROR = looked('still failing', { reason: 'new error' });
const UNDONE = [ada('undo.confirm'), accepted, succeeded, swapped];

describe('a live recovery that traded one outage for another', () => {
  test('is said and can be undone at once', () => {
    const { state, asked, snapshot } = walk({}, ...TO_MOVED, NEW_ERROR);
    expect({ state, asked }).toEqual({ state: 'verifying.notRecovered', asked: ['say', 'startTimer'] });
    expect(snapshot.can(ada('undo.confirm'))).toBe(true);
  });

  test('goes forward again by a promote to what served before', () => {
    const { asked, snapshot } = walk({}, ...TO_MOVED, NEW_ERROR, ada('undo.confirm'));
    expect(asked).toEqual(['stopTimer', 'startMove']);
    expect(snapshot.context.move).toEqual({
      purpose: 'undo',
      gesture: 'promote',
      target: CONTRACT,
      expectedLive: DUAL_READ,
      reason: 'Forward again after the move to dpl_dualread, incident inc-1',
      confirmedBy: 'U_ADA',
      approvedBy: null,
      confirmedAt: 2_100_000,
      acceptedAt: null,
      movedAt: null,
    });
  });

  test('leads back to classifying with a schema that is known to be broken, whatever the facts say', () => {
    const events = [...TO_MOVED, NEW_ERROR, ...UNDONE, gathered(APP_BUG)];
    const { state, snapshot } = walk({}, ...events);
    expect(state).toBe('classifying.recommending');
    expect(snapshot.context.answers.schema).toBe('failed');
    expect(walk({}, ...events, ada('class.confirm')).snapshot.context.class).toBe('schema mistake');
  });

  test('going back a question does not take back that it failed', () => {
    const events = [...TO_MOVED, NEW_ERROR, ...UNDONE, gathered(APP_BUG), ada('question.back')];
    const { state, snapshot } = walk({}, ...events);
    expect(state).toBe('classifying.askingAboutData');
    expect(snapshot.context.answers).toEqual({ data: null, serving: null, errors: null, schema: 'failed' });
    expect(snapshot.can(ada('question.back'))).toBe(false);
  });

  test('and then fixed forward, still lands the migration on main', () => {
    const fix = [
      gathered(APP_BUG),
      ada('class.confirm'),
      choose('forward-fix'),
      ...steps(3),
      ...TWO_PEOPLE,
      read('applyForwardFix'),
      looked('recovered'),
    ];
    const events = [...TO_MOVED, NEW_ERROR, ...UNDONE, ...fix];
    expect(walk({}, ...events).state).toBe('makingDurable.afterSchemaFix.landMigration');
    expect(walk({}, ...events, ...steps(2)).state).toBe('makingDurable.restoringAutoAssignment');
  });

  test('is not undone twice', () => {
    const { snapshot } = walk({}, ...TO_MOVED, NEW_ERROR, ada('undo.confirm'), accepted, partlyFailed);
    expect(snapshot.can(ada('undo.confirm'))).toBe(false);
  });
});

test('a schema fixed while the re-point stands makes both durable', () => {
  const fix = [gathered(APP_BUG), ada('class.override', { class: 'schema mistake', reason: 'the column is gone' }), choose('forward-fix')];
  const events = [
    ...TO_MOVED,
    looked('still failing'),
    ada('class.reconsider'),
    ...fix,
    ...steps(3),
    ...TWO_PEOPLE,
    read('applyForwardFix'),
    looked('recovered'),
  ];
  expect(walk({}, ...events, ...steps(2)).state).toBe('makingDurable.afterRePoint.mergeRevert');
});

describe('a move that went through only in part', () => {
  const stopped = [...TO_MOVING, accepted, partlyFailed];

  test('stops and can be undone', () => {
    const { state, asked, snapshot } = walk({}, ...stopped);
    expect({ state, asked }).toEqual({ state: 'recovering.stopped', asked: ['say'] });
    expect(snapshot.context.why).toBe('The job failed for www.example.com.');
    expect(snapshot.can(ada('undo.confirm'))).toBe(true);
  });

  test('says nothing about the schema when it is undone', () => {
    const { state, snapshot } = walk({}, ...stopped, ...UNDONE, gathered(APP_BUG));
    expect(state).toBe('classifying.recommending');
    expect(snapshot.context.answers.schema).toBe(null);
  });

  test('can be looked at again', () => {
    expect(walk({}, ...stopped, ada('look.again'))).toMatchObject({ state: 'recovering.provingSwap', asked: ['observeSwap'] });
  });
});

describe('a drill', () => {
  const DRILL = { mode: 'drill' } as const;
  const rehearsed = [...TO_REFUSED, ada('glass.break', { reason: 'rehearsal' }), bob('glass.approve'), accepted, succeeded, swapped];

  test('rolls back into the proof that a re-point does not undo a migration', () => {
    expect(walk(DRILL, ...rehearsed, NEW_ERROR).state).toBe('verifying.notRecovered');
  });

  test('goes forward again, proves it, and puts auto-assignment back without anything to make durable', () => {
    expect(walk(DRILL, ...rehearsed, NEW_ERROR, ...UNDONE).state).toBe('verifying.watching');
    expect(walk(DRILL, ...rehearsed, NEW_ERROR, ...UNDONE, looked('recovered')).state).toBe('makingDurable.restoringAutoAssignment');
    const end = walk(DRILL, ...rehearsed, NEW_ERROR, ...UNDONE, looked('recovered'), switchObserved('on', true));
    expect({ state: end.state, outcome: end.snapshot.context.outcome }).toEqual({ state: 'closed', outcome: 'recovered' });
  });
});
