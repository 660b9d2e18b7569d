import { describe, expect, test } from 'vitest';
import { choices } from '#machines/choices.ts';
import { transition } from 'xstate';
import { incident } from '#machines/incident.ts';
import { walk } from '#test/support/walk.ts';
import { ada, bob, choose, looked, read, steps, TO_MOVED, TO_SCHEMA_MISTAKE } from './events.ts';

const APPROVED = [...TO_SCHEMA_MISTAKE, choose('forward-fix'), ...steps(3), ada('step.request'), bob('step.approve')];
const SAID = [...APPROVED, bob('step.confirm')];
const MISSING = 'Not as the old code needs it: public.invoices.total.';

describe('a step that the bot can read', () => {
  test('is read when somebody says that it is done', () => {
    expect(walk({}, ...SAID)).toMatchObject({ state: 'schemaMistake.forwardFix.applyForwardFixReading', asked: ['readStep'] });
  });

  test('is done with what was read', () => {
    const { state, snapshot } = walk({}, ...SAID, read('applyForwardFix', 'so', 'As the old code needs it: public.invoices.total.'));
    expect(state).toBe('verifying.watching');
    expect(snapshot.context.steps.at(-1)).toEqual({
      path: 'forward-fix',
      step: 'Apply the forward-fix to production',
      by: 'U_BOB',
      approvedBy: 'U_BOB',
      at: 2_100_000,
      read: { found: 'so', what: 'As the old code needs it: public.invoices.total.' },
    });
  });

  test('is not done where it is not so: whoever said it is told, and the approval still counts', () => {
    const { state, asked, snapshot } = walk({}, ...SAID, read('applyForwardFix', 'not so', MISSING));
    expect({ state, asked }).toEqual({ state: 'schemaMistake.forwardFix.applyForwardFixApproved', asked: ['tell'] });
    expect(snapshot.context.steps.map(({ step }) => step)).not.toContain('Apply the forward-fix to production');
    expect(snapshot.context.first).toMatchObject({ by: 'U_ADA', approvedBy: 'U_BOB' });
    const [, actions] = transition(incident, walk({}, ...SAID).snapshot, read('applyForwardFix', 'not so', MISSING));
    expect(actions.map(({ params }) => params)).toEqual([{ to: 'U_BOB', step: 'Apply the forward-fix to production', read: MISSING }]);
  });

  test('can be insisted on with a reason only then, and is recorded as said against what was read', () => {
    const insist = ada('step.insist', { reason: 'it is in another schema' });
    expect(walk({}, ...APPROVED).snapshot.can(insist)).toBe(false);
    const { state, snapshot } = walk({}, ...SAID, read('applyForwardFix', 'not so', MISSING), insist);
    expect(state).toBe('verifying.watching');
    expect(snapshot.context.steps.at(-1)).toMatchObject({ by: 'U_ADA', approvedBy: 'U_BOB', read: { found: 'not so', what: MISSING } });
  });

  test('counts as a person’s word where nobody can tell', () => {
    const { state, snapshot } = walk(
      {},
      ...SAID,
      read('applyForwardFix', 'cannot tell', 'No database is configured, so this was not checked.'),
    );
    expect(state).toBe('verifying.watching');
    expect(snapshot.context.steps.at(-1)?.read?.found).toBe('cannot tell');
  });

  test('is not settled by what was read of another step', () => {
    expect(walk({}, ...SAID).snapshot.can(read('stopMigration'))).toBe(false);
  });
});

test('an app bug does not end on the build that was rolled back to: the new one is promoted, which is read', () => {
  const merged = [...TO_MOVED, looked('recovered'), ...steps(1)];
  expect(walk({}, ...merged).state).toBe('makingDurable.afterRePoint.verifyNewBuild');
  const verified = [...merged, ada('step.confirm'), read('verifyNewBuild')];
  expect(walk({}, ...verified).state).toBe('makingDurable.afterRePoint.promoteNewBuild');
  const still = walk({}, ...verified, ada('step.confirm'), read('promoteNewBuild', 'not so', 'dpl_dualread serves production.'));
  expect(still.state).toBe('makingDurable.afterRePoint.promoteNewBuild');
  expect(walk({}, ...verified, ada('step.confirm'), read('promoteNewBuild')).state).toBe('makingDurable.afterRePoint.smokeTest');
});

test('what touches production data is approved by a database owner', () => {
  const approval = choices(walk({}, ...APPROVED.slice(0, -1)).snapshot).find(({ intent }) => intent.type === 'step.approve');
  expect(approval?.role).toBe('database owner');
});
