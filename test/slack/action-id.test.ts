import { expect, test } from 'vitest';
import { choices } from '#machines/choices.ts';
import { actionId, decode, encode, findChoice } from '#src/slack/action-id.ts';
import { readMetadata } from '#src/slack/views/answer.ts';
import { by, gathered, walk } from '#test/support/walk.ts';
import { FOUND } from './support/facts.ts';

/** What comes back from a client that somebody rebuilt. */
const HOSTILE = [
  undefined,
  '',
  'null',
  'undefined',
  '{}',
  '[]',
  '[1,2]',
  '["inc-1"]',
  '["inc-1","3"]',
  '["inc-1",null]',
  '["inc-1",1e999]',
  '["inc-1",-1]',
  '["inc-1",1.5]',
  '{"0":"inc-1","1":3}',
  '["inc-1",3',
  'inc-1:3',
  '"\u0000"',
];

test('what a button says is read back as it was written', () => {
  expect(encode({ incident: 'inc-1', turn: 3 })).toBe('["inc-1",3]');
  expect(decode('["inc-1",3]')).toEqual({ incident: 'inc-1', turn: 3 });
});

test.each(HOSTILE)('%j is no button of ours', (value) => {
  expect(decode(value)).toBeNull();
});

test.each([...HOSTILE, '["inc-1",3]', '["inc-1",3,4]', '["inc-1",3,null]'])('%j is no menu entry or modal of ours', (value) => {
  expect(readMetadata(value ?? '')).toBeNull();
});

test('a path and a target are part of the id, so that each button has its own', () => {
  expect(actionId({ type: 'move.confirm' })).toBe('sb:move.confirm');
  expect(actionId({ type: 'path.choose', path: 'rollback.sql' })).toBe('sb:path.choose:rollback.sql');
  expect(actionId({ type: 'target.choose', target: 'dpl_1' })).toBe('sb:target.choose:dpl_1');
  expect(actionId({ type: 'glass.break', reason: 'anything' })).toBe('sb:glass.break');
});

test('a press is matched with what is legal now, and with nothing else', () => {
  const { snapshot } = walk({}, gathered(FOUND), by('U_ADA')('data.reportIntact'));
  const legal = choices(snapshot);
  expect(findChoice(legal, 'sb:class.confirm')?.label).toBe('Confirm: app bug');
  for (const pressed of ['sb:move.confirm', 'class.confirm', 'sb:', '', 'sb:class.confirm:', 'sb:__proto__', 'sb:path.choose:re-point'])
    expect(findChoice(legal, pressed)).toBeNull();
});
