import { expect, test } from 'vitest';
import { assignments } from '#src/schema/oracle/assignments.ts';

const first = (condition: string, truth: boolean) => Object.fromEntries(assignments(condition, truth)[0] ?? [['nothing', 'found']]);

test.for([
  ['(qty > 0)', false, { qty: '-1' }],
  ['(qty > 0)', true, { qty: '1' }],
  ["((plan <> 'big'::text) OR (metadata IS NOT NULL))", false, { plan: 'big', metadata: null }],
  ["(kind = ANY (ARRAY['a'::text, 'b'::text]))", true, { kind: 'a' }],
  ["(kind = ANY (ARRAY['a'::text, 'b'::text]))", false, { kind: '1' }],
  ["((kind)::text <> ALL (ARRAY['a'::text, 'b'::text]))", false, { kind: 'a' }],
  ['(deleted_at IS NULL)', true, { deleted_at: null }],
  ['(char_length(note) <= 5)', false, { note: 'aaaaaa' }],
  ['((a > 5) AND main)', true, { a: '6', main: 'true' }],
  ['(NOT main)', true, { main: 'false' }],
  ['(num_nonnulls(a, b, c) = 1)', true, { a: 'a', b: null, c: null }],
  ['(num_nonnulls(a, b) = 1)', false, { a: 'a', b: 'a' }],
  ['(a <> b)', true, { a: 'a', b: '1' }],
  ['(a <> b)', false, { a: 'a', b: 'a' }],
  ['(a < b)', true, { a: 'a', b: '1' }],
  ['(a >= b)', true, { b: 'a', a: '1' }],
  ['(a >= b)', false, { a: 'a', b: '1' }],
  ['((a IS NULL) <> (b IS NULL))', true, { a: null, b: 'a' }],
  ['((a IS NULL) = (b IS NULL))', true, { a: null, b: null }],
  ['(cardinality(a) > 0)', true, { a: '1' }],
  ['(something(a) = other(b))', false, { nothing: 'found' }],
] as const)('%s is %s with %j', ([condition, truth, values]) => {
  expect(first(condition, truth)).toEqual(values);
});

test('no more sets are made than are worth trying', () => {
  const wide = Array.from({ length: 20 }, (_, at) => `(c${at} IS NOT NULL)`).join(' AND ');
  expect(assignments(`(${wide})`, true).length).toBeLessThanOrEqual(24);
});

test('which of several columns is filled is tried in turn, with the values that are given', () => {
  const found = assignments('(num_nonnulls(a, b) = 1)', true, (column) => [`a value of ${column}`]);
  expect(found.map((values) => Object.fromEntries(values))).toEqual([
    { a: 'a value of a', b: null },
    { a: null, b: 'a value of b' },
  ]);
});
