import { expect, test } from 'vitest';
import type { Choice } from '#machines/choices.ts';
import { hintFor } from '#sandbox/scenarios/hint-for.ts';

const HINTS = [{ at: 'Put production back?', says: 'Press the first button.' }];
const done: Choice = { intent: { type: 'step.confirm' }, label: 'Done', role: 'responder', asks: 'click', weight: 'primary' };
const approve: Choice = {
  intent: { type: 'step.approve' },
  label: 'I approve this step',
  role: 'approver',
  asks: 'click',
  weight: 'danger',
};
const back: Choice = {
  intent: { type: 'question.back' },
  label: 'Go back one question',
  role: 'responder',
  asks: 'click',
  weight: 'quiet',
};

test('before an incident is declared, it says how to declare one', () => {
  expect(hintFor(HINTS, null)).toBe('Play ada, the responder, and type /rollback invoices into the channel.');
});

test('a scenario may say something else before an incident is declared', () => {
  expect(hintFor([{ at: null, says: 'Wait for the page.' }], null)).toBe('Wait for the page.');
});

test('what the scenario knows of the state comes first', () => {
  expect(hintFor(HINTS, { status: 'open', title: 'Put production back?', choices: [done] })).toBe('Press the first button.');
});

test('elsewhere it names the safest thing that the bot offers, and who may do it', () => {
  expect(hintFor(HINTS, { status: 'open', title: 'Pause writes', choices: [back, done] })).toBe(
    'The safest step is the first button: press “Done” as ada.',
  );
  expect(hintFor(HINTS, { status: 'open', title: 'Apply it', choices: [approve] })).toBe(
    'The safest step is the first button: press “I approve this step” as ben.',
  );
});

test('while the bot works there is nothing to press', () => {
  expect(hintFor(HINTS, { status: 'open', title: 'Moved', choices: [back] })).toBe(
    'The bot is at work. It says in the thread what it finds; there is nothing to do now.',
  );
});

test('a closed incident has no next step', () => {
  expect(hintFor(HINTS, { status: 'closed', title: 'Closed', choices: [] })).toBe(
    'The incident is closed. How it went is told beside the channel.',
  );
});
