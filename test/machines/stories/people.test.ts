import { describe, expect, test } from 'vitest';
import { APP_BUG, gathered, walk } from '#test/support/walk.ts';
import {
  accepted,
  ada,
  bob,
  choose,
  queued,
  succeeded,
  lost,
  steps,
  TO_CONFIRMING,
  TO_MOVING,
  TO_REFUSED,
  TO_SCHEMA_MISTAKE,
} from './events.ts';

describe('going back one question', () => {
  const nothing = gathered([]);
  const toSchema = [gathered(APP_BUG.filter(({ kind }) => kind !== 'schema.fits')), ada('data.reportIntact')];
  const back = ada('question.back');
  const cases = [
    { at: 'serving', events: [nothing, ada('data.reportIntact')], leads: 'classifying.askingAboutData' },
    { at: 'errors', events: [nothing, ada('data.reportIntact'), ada('serving.reportYes')], leads: 'classifying.askingAboutServing' },
    { at: 'schema', events: toSchema, leads: 'classifying.askingAboutData' },
    { at: 'the recommendation', events: [...toSchema, ada('schema.reportFits')], leads: 'classifying.askingAboutSchema' },
    { at: 'the confirmation', events: TO_CONFIRMING, leads: 'classifying.recommending' },
    { at: 'a refusal', events: TO_REFUSED, leads: 'classifying.recommending' },
    { at: 'the choice of a path', events: TO_SCHEMA_MISTAKE, leads: 'classifying.recommending' },
    { at: 'the first step', events: [...TO_SCHEMA_MISTAKE, choose('forward-fix')], leads: 'schemaMistake.choosing' },
    {
      at: 'a later step',
      events: [...TO_SCHEMA_MISTAKE, choose('forward-fix'), ...steps(1)],
      leads: 'schemaMistake.forwardFix.identifyChange',
    },
    {
      at: 'an approval',
      events: [...TO_SCHEMA_MISTAKE, choose('forward-fix'), ...steps(3), ada('step.request')],
      leads: 'schemaMistake.forwardFix.applyForwardFix',
    },
    {
      at: 'an approved step',
      events: [...TO_SCHEMA_MISTAKE, choose('forward-fix'), ...steps(3), ada('step.request'), bob('step.approve')],
      leads: 'schemaMistake.forwardFix.applyForwardFix',
    },
  ];
  for (const { at, events, leads } of cases) {
    test(`from ${at} leads to ${leads}`, () => {
      expect(walk({}, ...events, back).state).toBe(leads);
    });
  }

  test('is not possible at the first question', () => {
    expect(walk({}, nothing).state).toBe('classifying.askingAboutData');
    expect(walk({}, nothing).snapshot.can(back)).toBe(false);
  });

  test('takes an approval back with it', () => {
    const approved = [...TO_SCHEMA_MISTAKE, choose('forward-fix'), ...steps(3), ada('step.request'), bob('step.approve')];
    expect(walk({}, ...approved, back).snapshot.context.first).toBe(null);
    expect(walk({}, ...approved, back).snapshot.can(ada('step.confirm'))).toBe(false);
  });
});

test('a person may override the class with a reason, and both are kept', () => {
  const override = ada('class.override', { class: 'schema mistake', reason: 'the migration is the fault' });
  const { state, snapshot } = walk({}, gathered(APP_BUG), ada('data.reportIntact'), override);
  expect(state).toBe('schemaMistake.choosing');
  expect(snapshot.context.override).toEqual({ from: 'app bug', by: 'U_ADA', reason: 'the migration is the fault' });
});

test('the incident is handed over, and says so', () => {
  const { asked, snapshot } = walk({}, ada('incident.handOver', { to: 'U_BOB' }));
  expect(asked).toEqual(['say']);
  expect(snapshot.context.owner).toBe('U_BOB');
});

test('a note is said and changes nothing', () => {
  const before = walk({}, ...TO_CONFIRMING).snapshot;
  const { asked, snapshot } = walk({}, ...TO_CONFIRMING, bob('note.add', { text: 'support has three tickets' }));
  expect(asked).toEqual(['say']);
  expect({ value: snapshot.value, context: snapshot.context }).toEqual({ value: before.value, context: before.context });
});

describe('cancelling', () => {
  const cancel = ada('incident.cancel', { reason: 'false alarm' });

  test('ends the incident and says why', () => {
    const { state, snapshot } = walk({}, ...TO_CONFIRMING, cancel);
    expect({ state, outcome: snapshot.context.outcome, why: snapshot.context.why }).toEqual({
      state: 'closed',
      outcome: 'cancelled',
      why: 'false alarm',
    });
  });

  for (const [name, events] of Object.entries({
    'has been asked for': TO_MOVING,
    'got lost': [...TO_MOVING, lost],
    'waits behind a rolling release': [...TO_MOVING, queued],
    'is being carried out': [...TO_MOVING, accepted],
    'is being proved': [...TO_MOVING, accepted, succeeded],
  })) {
    test(`is not possible while a move ${name}`, () => {
      expect(walk({}, ...events).snapshot.can(cancel)).toBe(false);
    });
  }
});
