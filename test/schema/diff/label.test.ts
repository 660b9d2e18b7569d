import { expect, test } from 'vitest';
import { found } from '#src/schema/diff/found.ts';
import { label } from '#src/schema/diff/label.ts';

const BREAKS = found('COLUMN_DROPPED', 'public.orders.note', 'It is gone.');
const DATA = found('UNIQUE_ADDED', 'public.orders/one', 'It is unique.');
const MAYBE = found('DEFAULT_CHANGED', 'public.orders.qty', 'It is another one.');
const OPAQUE = found('OPAQUE', 'public.orders', 'It could not be read.');
const NOTE = found('UNIQUE_ADDED', 'public.orders/other', 'It fills itself.', { severity: 'note' });

test.for([
  [[], 'safe'],
  [[NOTE], 'safe'],
  [[NOTE, MAYBE], 'caveat'],
  [[MAYBE, OPAQUE], 'unknown'],
  [[OPAQUE, DATA], 'unsafe'],
  [[BREAKS, OPAQUE, MAYBE], 'unsafe'],
] as const)('case %#', ([findings, expected]) => {
  expect(label(findings)).toBe(expected);
});

test('a note carries no SQLSTATE, because the old code sees no error', () => {
  expect(NOTE).toEqual({
    code: 'UNIQUE_ADDED',
    severity: 'note',
    sqlstate: null,
    object: 'public.orders/other',
    file: null,
    line: null,
    message: 'It fills itself.',
    failing: null,
  });
});
