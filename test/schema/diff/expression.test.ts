import { describe, expect, test } from 'vitest';
import { evaluate } from '#src/schema/diff/expression/evaluate.ts';
import { implies } from '#src/schema/diff/expression/implies.ts';

const LIST = "((kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))";
const LONGER = "(kind = ANY (ARRAY['a'::text, 'b'::text, 'it''s, c'::text]))";

describe('a new condition that old rows meet', () => {
  test.for([
    [[LIST], LONGER],
    [["(kind = 'a'::text)"], LONGER],
    [[LIST, '(qty > 0)'], '(qty > 0)'],
    [['((qty > 0) AND (qty < 10))'], '(qty >= 0)'],
    [['(qty >= 1)'], '(qty > 0.5)'],
    [['(char_length(note) <= 5)'], '(char_length(note) <= 50)'],
    [["(kind = 'a'::text)"], "((kind = 'a'::text) OR (note IS NOT NULL))"],
    [["((kind = 'a'::text) OR (kind = 'b'::text))"], LONGER],
    [['note IS NOT NULL'], '(note IS NOT NULL)'],
    [['jobId IS NOT NULL'], '("jobId" IS NOT NULL)'],
    [['(NOT deleted)'], '(NOT deleted)'],
    [["(status = ANY (ARRAY['1'::text]))"], "(status = ANY (ARRAY['1'::text, '2'::text]))"],
  ] as const)('%j → %s', ([known, asked]) => {
    expect(implies(known, asked)).toBe(true);
  });
});

describe('a new condition of which that cannot be shown', () => {
  test.for([
    [[], '(qty > 0)'],
    [[LONGER], LIST],
    [['(qty >= 0)'], '(qty > 0)'],
    [['(qty < 10)'], '(qty > 0)'],
    [['(char_length(note) <= 50)'], '(char_length(note) <= 5)'],
    [["((kind = 'a'::text) OR (kind = 'z'::text))"], LONGER],
    [["(kind = 'a'::text)"], "((kind = 'a'::text) AND (qty > 0))"],
    [["(other = 'a'::text)"], LIST],
    [['note IS NULL'], '(note IS NOT NULL)'],
    [['(NOT deleted)'], 'deleted'],
  ] as const)('%j → %s', ([known, asked]) => {
    expect(implies(known, asked)).toBe(false);
  });
});

describe('a condition over a row of which some columns are known', () => {
  const KNOWN = new Map([
    ['fresh', null],
    ['kind', 'a'],
    ['size', '3'],
    ['main', 'false'],
  ]);

  test.for([
    ['(fresh IS NULL)', ['true']],
    ['(fresh IS NOT NULL)', ['false']],
    ["(fresh = 'x'::text)", ['null']],
    ['(fresh <> other)', ['null']],
    ['(char_length(fresh) > 3)', ['null']],
    ['(COALESCE(fresh, 0) > 3)', ['true', 'false', 'null']],
    ["((kind)::text = 'a'::text)", ['true']],
    ["(kind = ANY (ARRAY['b'::text, 'c'::text]))", ['false']],
    ['(size >= 3)', ['true']],
    ['(size > 3)', ['false']],
    ['main', ['false']],
    ['(NOT main)', ['true']],
    ['(main AND (other > 3))', ['false']],
    ['((fresh IS NULL) OR (other > fresh))', ['true']],
    ["((fresh = 'x'::text) AND (other = 1))", ['false', 'null']],
    ['(other IS NOT NULL)', ['true', 'false']],
    ['((other IS NULL) OR (other IS NOT NULL))', ['true']],
    ['(full_one IS NOT NULL)', ['true']],
    ["(full_one = 'x'::text)", ['true', 'false']],
    ['(((fresh IS NULL) AND (full_one IS NOT NULL)) OR ((fresh IS NOT NULL) AND (full_one IS NULL)))', ['true']],
    ['(char_length(kind) <= 10)', ['true']],
    ['(char_length(kind) > 1)', ['false']],
    ['(num_nonnulls(fresh, full_one, kind) = 2)', ['true']],
    ['(num_nonnulls(fresh, other) = 1)', ['true', 'false']],
    ['(num_nonnulls(fresh, other) <= 1)', ['true']],
    ['((fresh IS NULL) <> (full_one IS NULL))', ['true']],
    ['((fresh IS NULL) = (full_one IS NULL))', ['false']],
    ['((fresh IS NULL) = (full_one IS NOT NULL))', ['true']],
    ['((other IS NULL) <> (other IS NOT NULL))', ['true']],
    ["((kind)::text <> 'b'::text)", ['true']],
    ['(size <> size)', ['false']],
  ] as const)('%s may be %j', ([condition, outcomes]) => {
    expect(evaluate(condition, KNOWN, new Set(['full_one']))).toEqual(new Set(outcomes));
  });
});
