import { expect, test } from 'vitest';
import { compareTypes } from '#src/schema/diff/compare-types.ts';
import type { TypeChange } from '#src/schema/diff/compare-types.ts';

const CASES: readonly (readonly [string, string, TypeChange])[] = [
  ['text', 'text', 'same'],
  ['character varying(5)', 'character varying(20)', 'widened'],
  ['character varying(20)', 'character varying(5)', 'narrowed'],
  ['character varying(20)', 'character varying', 'widened'],
  ['character varying(20)', 'text', 'widened'],
  ['text', 'character varying(20)', 'narrowed'],
  ['text', 'character varying', 'widened'],
  ['character(5)', 'text', 'compatible'],
  ['character(5)', 'character(3)', 'narrowed'],
  ['text', 'public.citext', 'compatible'],
  ['extensions.citext', 'text', 'compatible'],
  ['smallint', 'integer', 'widened'],
  ['integer', 'bigint', 'widened'],
  ['bigint', 'integer', 'narrowed'],
  ['integer', 'numeric', 'compatible'],
  ['integer', 'numeric(12,2)', 'compatible'],
  ['integer', 'numeric(6,2)', 'narrowed'],
  ['numeric', 'integer', 'narrowed'],
  ['integer', 'double precision', 'compatible'],
  ['double precision', 'real', 'narrowed'],
  ['numeric(10,2)', 'numeric(12,2)', 'widened'],
  ['numeric(10,2)', 'numeric(6,2)', 'narrowed'],
  ['numeric(10,2)', 'numeric', 'widened'],
  ['numeric', 'numeric(10,2)', 'narrowed'],
  ['numeric(10,4)', 'numeric(9,2)', 'compatible'],
  ['numeric(10,4)', 'numeric(8,2)', 'narrowed'],
  ['timestamp without time zone', 'timestamp with time zone', 'compatible'],
  ['timestamp(3) without time zone', 'timestamp(6) without time zone', 'widened'],
  ['timestamp without time zone', 'timestamp(3) without time zone', 'compatible'],
  ['date', 'timestamp without time zone', 'compatible'],
  ['json', 'jsonb', 'compatible'],
  ['jsonb', 'json', 'changed'],
  ['text', 'text[]', 'changed'],
  ['text[]', 'text', 'changed'],
  ['integer[]', 'bigint[]', 'changed'],
  ['character varying(5)[]', 'character varying(20)[]', 'widened'],
  ['text', 'uuid', 'changed'],
  ['uuid', 'text', 'changed'],
  ['boolean', 'integer', 'changed'],
  ['text', 'public.status', 'changed'],
  ['public.vector(1536)', 'public.vector(768)', 'changed'],
  ['public.vector(1536)', 'public.vector', 'widened'],
  ['bit(3)', 'bit(4)', 'changed'],
  ['bit varying(3)', 'bit varying(4)', 'widened'],
];

test.for(CASES)('%s to %s is %s', ([before, after, change]) => {
  expect(compareTypes(before, after)).toBe(change);
});
