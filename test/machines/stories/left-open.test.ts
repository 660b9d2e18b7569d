import { describe, expect, test } from 'vitest';
import { choices } from '#machines/choices.ts';
import { walk } from '#test/support/walk.ts';
import { ada, bob, choose, looked, read, steps, TO_SCHEMA_MISTAKE } from './events.ts';

const PAUSED = [...TO_SCHEMA_MISTAKE, choose('rollback.sql'), ...steps(2)];
const APPLYING = [...PAUSED, ...steps(1), ada('step.request'), bob('step.approve')];
const APPLIED = [...APPLYING, ada('step.confirm'), read('applyScript')];
const MARKED = [...APPLIED, ...steps(2), read('markRolledBack')];
const RESUMED = [...MARKED, ada('step.confirm'), read('deployPrevious'), ...steps(1)];

describe('an incident that is left while writes are paused', () => {
  test('asks for them before it is cancelled, and ends once they are said to be on', () => {
    const cancelled = [...PAUSED, ada('incident.cancel', { reason: 'false alarm' })];
    expect(walk({}, ...cancelled).state).toBe('writesStillOff.cancelling');
    const { state, asked, snapshot } = walk({}, ...cancelled, ada('step.confirm'));
    expect({ state, asked }).toEqual({ state: 'closed', asked: ['say', 'stopTimer', 'say'] });
    expect(snapshot.context).toMatchObject({ outcome: 'cancelled', why: 'false alarm' });
  });

  test('is cancelled with them off only with a reason, and says so', () => {
    const left = [ada('incident.cancel', { reason: 'false alarm' }), ada('writes.leaveOff', { reason: 'the night shift does it' })];
    const { state, asked, snapshot } = walk({}, ...PAUSED, ...left);
    expect({ state, asked }).toEqual({ state: 'closed', asked: ['say', 'stopTimer', 'say'] });
    expect(snapshot.context).toMatchObject({ outcome: 'cancelled', why: 'the night shift does it' });
  });

  test('says so when its class is reconsidered, and not where nothing was paused', () => {
    expect(walk({}, ...PAUSED, ada('class.reconsider')).asked).toEqual(['say']);
    expect(walk({}, ...TO_SCHEMA_MISTAKE, ada('class.reconsider')).asked).toEqual([]);
  });

  test('cannot be closed as another’s fault without a word either', () => {
    const elsewhere = [ada('class.reconsider'), ada('class.override', { class: 'not the deploy', reason: 'a provider is down' })];
    const closed = [...PAUSED, ...elsewhere, ada('incident.close')];
    expect(walk({}, ...closed).state).toBe('writesStillOff.closing');
    expect(walk({}, ...closed, ada('step.confirm')).state).toBe('closed');
    const left = walk({}, ...closed, ada('writes.leaveOff', { reason: 'the provider is down' }));
    expect({ state: left.state, outcome: left.snapshot.context.outcome }).toEqual({ state: 'closed', outcome: 'not the deploy' });
  });

  test('resumes them before another path is made durable', () => {
    const fixed = [...PAUSED, ada('step.fail', { reason: 'the dump does not list' }), choose('forward-fix'), ...steps(3)];
    const recovered = [
      ...fixed,
      ada('step.request'),
      bob('step.approve'),
      ada('step.confirm'),
      read('applyForwardFix'),
      looked('recovered'),
    ];
    expect(walk({}, ...recovered).state).toBe('makingDurable.writesOff.resumeWrites');
    expect(walk({}, ...recovered, ada('step.confirm')).state).toBe('makingDurable.afterSchemaFix.landMigration');
  });
});

test('an incident that is cancelled after rollback.sql was applied says that its migration is still on main', () => {
  const { state, asked } = walk({}, ...RESUMED, ada('incident.cancel', { reason: 'handed to the day shift' }));
  expect({ state, asked }).toEqual({ state: 'closed', asked: ['stopTimer', 'say', 'stopTimer', 'say'] });
});

describe('after rollback.sql', () => {
  const recovered = [...RESUMED, looked('recovered')];

  test('deploys are held before the migration is marked, and until it is off main', () => {
    expect(walk({}, ...APPLIED).state).toBe('schemaMistake.rollbackScript.holdDeploys');
    expect(walk({}, ...recovered).state).toBe('makingDurable.afterRollbackScript.takeOffMain');
    expect(walk({}, ...recovered, ...steps(1)).state).toBe('makingDurable.afterRollbackScript.resumeDeploys');
    expect(walk({}, ...recovered, ...steps(2)).state).toBe('makingDurable.afterRollbackScript.writePostMortem');
    expect(walk({}, ...recovered, ...steps(3)).state).toBe('makingDurable.restoringAutoAssignment');
  });

  test('a forward-fix that followed it is landed as well', () => {
    const failing = [...RESUMED, looked('still failing'), ada('class.reconsider')];
    expect(walk({}, ...failing).state).toBe('assessing');
    const fix = [ada('class.override', { class: 'schema mistake', reason: 'it needs the column' }), choose('forward-fix'), ...steps(3)];
    const { snapshot } = walk({}, ...failing);
    expect(snapshot.context.steps.at(-1)?.step).toBe('Resume writes');
    const again = [
      ...TO_SCHEMA_MISTAKE.slice(0, 1),
      ...fix,
      ada('step.request'),
      bob('step.approve'),
      ada('step.confirm'),
      read('applyForwardFix'),
    ];
    expect(walk({}, ...failing, ...again, looked('recovered')).state).toBe('makingDurable.afterRollbackScript.takeOffMain');
    expect(walk({}, ...failing, ...again, looked('recovered'), ...steps(3)).state).toBe('makingDurable.afterSchemaFix.landMigration');
  });

  test('that went wrong, the restored database is compared with main, and nothing of the forward-fix is asked', () => {
    const restored = [...APPLYING, ada('step.fail', { reason: 'it failed' }), ada('step.request'), bob('step.approve'), ...steps(2)];
    const states = [0, 1, 2, 3, 4].map((count) => walk({}, ...restored, looked('recovered'), ...steps(count)).state);
    expect(states).toEqual([
      'makingDurable.afterRestore.holdDeploys',
      'makingDurable.afterRestore.matchMain',
      'makingDurable.afterRestore.resumeDeploys',
      'makingDurable.afterRestore.resumeNormal',
      'makingDurable.restoringAutoAssignment',
    ]);
  });
});

test('a fix that did not recover shows another way first, and accepting without proof after it', () => {
  const fixed = [...TO_SCHEMA_MISTAKE, choose('forward-fix'), ...steps(3), ada('step.request'), bob('step.approve')];
  const { snapshot } = walk({}, ...fixed, ada('step.confirm'), read('applyForwardFix'), looked('still failing'));
  const shown = choices(snapshot).filter(({ weight }) => weight !== 'quiet');
  expect(shown.map(({ weight, label }) => `${weight}: ${label}`)).toEqual(['primary: Take another way', 'ordinary: Accept without proof…']);
});
