import { expect, test } from 'vitest';
import { tooLargeFor } from '#src/schema/oracle/too-large.ts';

test('a value is just too large for the narrow type', () => {
  expect(tooLargeFor('character varying(3)')).toEqual(['xxxx']);
  expect(tooLargeFor('character(1)[]')).toEqual(['{"xx"}']);
  expect(tooLargeFor('numeric(5,2)')).toEqual(['9999', 'Infinity']);
  expect(tooLargeFor('integer')).toEqual(['2147483648']);
});

test('nothing is made up for a type without a known limit', () => {
  expect(tooLargeFor('text')).toEqual([]);
});
