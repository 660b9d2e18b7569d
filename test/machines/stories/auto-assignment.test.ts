import { describe, expect, test } from 'vitest';
import { walk } from '#test/support/walk.ts';
import { ada, looked, MADE_DURABLE, switchObserved, TO_CONFIRMING, TO_MOVED, watched } from './events.ts';

const OFF = [...TO_MOVED, switchObserved('off', false)];

describe('auto-assignment that somebody turns on during a rollback', () => {
  test('is said once', () => {
    expect(walk({}, ...OFF, watched('off')).asked).toEqual([]);
    expect(walk({}, ...OFF, watched('on')).asked).toEqual(['say']);
    expect(walk({}, ...OFF, watched('on'), watched('on')).asked).toEqual([]);
  });

  test('is said even when a look in between failed, and still once', () => {
    expect(walk({}, ...OFF, watched('unknown'), watched('on')).asked).toEqual(['say']);
    expect(walk({}, ...OFF, watched('on'), watched('unknown'), watched('on')).asked).toEqual([]);
  });

  test('can be turned off by a person, once per sighting', () => {
    expect(walk({}, ...OFF).snapshot.can(ada('autoAssignment.turnOff'))).toBe(false);
    const clicked = walk({}, ...OFF, watched('on'), ada('autoAssignment.turnOff'));
    expect(clicked.asked).toEqual(['setAutoAssignment']);
    expect(clicked.snapshot.can(ada('autoAssignment.turnOff'))).toBe(false);
    const stillOn = walk({}, ...OFF, watched('on'), ada('autoAssignment.turnOff'), switchObserved('on', false));
    expect(stillOn.snapshot.can(ada('autoAssignment.turnOff'))).toBe(true);
  });

  test('is nobody’s business before a move', () => {
    expect(walk({}, ...TO_CONFIRMING, watched('off'), watched('on')).asked).toEqual([]);
  });
});

describe('the end of the incident', () => {
  const restoring = [...OFF, looked('recovered'), ...MADE_DURABLE];

  test('does not warn of what the bot itself turns on', () => {
    const own = walk({}, ...restoring, watched('on'));
    expect(own).toMatchObject({ state: 'makingDurable.restoringAutoAssignment', asked: [] });
    expect(own.snapshot.can(ada('autoAssignment.turnOff'))).toBe(false);
  });

  test('does not close when it could not put the setting back', () => {
    const differs = walk({}, ...restoring, switchObserved('unknown', false));
    expect(differs.state).toBe('makingDurable.autoAssignmentDiffers');
    expect(walk({}, ...restoring, switchObserved('unknown', false), ada('look.again')).asked).toEqual(['setAutoAssignment']);
    expect(walk({}, ...restoring, switchObserved('unknown', false), ada('incident.close')).state).toBe('closed');
  });
});
