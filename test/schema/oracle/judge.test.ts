import { describe, expect, test } from 'vitest';
import { found } from '#src/schema/diff/found.ts';
import { judge } from '#src/schema/oracle/judge.ts';
import { plain } from '#src/schema/oracle/statement.ts';
import type { Executed, Outcome, Statement } from '#src/schema/oracle/statement.ts';

const PASSED: Outcome = { kind: 'passed' };

function said(text: string, outcome: Outcome, about: Partial<Statement> = {}): Executed {
  const way = plain(text);
  return { statement: { object: 'public.orders', part: null, use: 'ordinary', ways: [way], ...about }, way, outcome };
}

function failed(sqlstate: string, message: string): Outcome {
  return { kind: 'failed', sqlstate, message };
}

const SELECT = 'select "id", "note" from "public"."orders"';
const GONE = failed('42703', 'column "note" does not exist');
const DROPPED = found('COLUMN_DROPPED', 'public.orders.note', 'It is gone.');

describe('a failure that a finding explains', () => {
  test('is put to it', () => {
    expect(judge([DROPPED], [said(SELECT, GONE)])).toEqual([
      { ...DROPPED, failing: { statement: SELECT, sqlstate: '42703', message: 'column "note" does not exist' } },
    ]);
  });

  test('the one about the column itself and in the fewest words is shown', () => {
    const short = said('select "note" from "public"."orders"', GONE, { part: 'note' });
    expect(judge([DROPPED], [said(SELECT, GONE), short])[0]?.failing?.statement).toBe('select "note" from "public"."orders"');
  });

  test('is not put to a finding about another column', () => {
    const other = found('COLUMN_DROPPED', 'public.orders.qty', 'It is gone.');
    expect(judge([other, DROPPED], [said(SELECT, GONE)]).map((finding) => finding.failing?.sqlstate)).toEqual([undefined, '42703']);
  });

  test('makes a conditional finding worse when ordinary code says it', () => {
    const added = found('TRIGGER_ADDED', 'public.orders/refuse', 'It may refuse.');
    expect(judge([added], [said('insert into "public"."orders" default values', failed('P0001', 'no more orders'))])).toMatchObject([
      { code: 'TRIGGER_ADDED', severity: 'data', sqlstate: 'P0001' },
    ]);
  });

  test('leaves a conditional finding conditional when only some code says it', () => {
    const key = found('UNIQUE_DROPPED', 'public.orders/one_note', 'It is gone.');
    const upsert = said('insert … on conflict …', failed('42P10', 'there is no unique constraint'), { part: 'one_note', use: 'possible' });
    expect(judge([key], [upsert])).toMatchObject([{ severity: 'conditional', failing: { sqlstate: '42P10' } }]);
  });

  test('a type that is gone explains a failure on a table that uses it', () => {
    const renamed = found('ENUM_RENAMED', 'public.status', 'It has another name.');
    const update = said('update …', failed('42704', 'type "public.status" does not exist'), { part: 'status' });
    expect(judge([renamed], [update])).toHaveLength(1);
  });
});

describe('a failure that nothing explains', () => {
  test('is a finding of its own', () => {
    expect(judge([], [said('insert …', failed('22P02', 'invalid input syntax for type integer: "a"'))])).toMatchObject([
      { code: 'STATEMENT_FAILED', severity: 'data', object: 'public.orders', sqlstate: '22P02', failing: { statement: 'insert …' } },
    ]);
  });

  test('is not hidden by a finding that breaks nothing', () => {
    const note = found('NOT_NULL_DROPPED', 'public.orders.qty', 'It may be NULL.');
    expect(
      judge([note], [said(SELECT, failed('42501', 'permission denied for table orders'))]).map(({ code, severity }) => [code, severity]),
    ).toEqual([
      ['NOT_NULL_DROPPED', 'conditional'],
      ['STATEMENT_FAILED', 'hard'],
    ]);
  });
});

describe('an insert that passed', () => {
  const required = found('REQUIRED_COLUMN_ADDED', 'public.orders.extra', 'It is required.');

  test('takes back that a column must be named', () => {
    expect(judge([required], [said('insert into "public"."orders" ("id") values (\'1\')', PASSED)])).toMatchObject([
      { severity: 'conditional' },
    ]);
  });

  test('takes back nothing where another one failed for it', () => {
    const executed = [
      said('insert into "public"."orders" ("id") values (\'1\')', PASSED),
      said('insert into "public"."orders" default values', failed('23502', 'null value in column "extra" violates not-null constraint')),
    ];
    expect(judge([required], executed)).toMatchObject([{ severity: 'hard', failing: { sqlstate: '23502' } }]);
  });

  test('takes back nothing when it names the column', () => {
    const set = found('NOT_NULL_SET', 'public.orders.note', 'It is required.');
    expect(judge([set], [said('insert into "public"."orders" ("note") values (\'a\')', PASSED)])).toMatchObject([{ severity: 'hard' }]);
  });

  test('a statement that did not run takes back nothing', () => {
    expect(judge([required], [])).toEqual([required]);
  });
});

describe('a statement that was not answered', () => {
  test('is unknown, not passed', () => {
    expect(judge([], [said(SELECT, { kind: 'lost', why: 'It died.' })])).toMatchObject([{ code: 'OPAQUE', severity: 'unknown' }]);
  });

  test('trouble of the server itself is unknown, not a failure of the schema', () => {
    expect(judge([], [said(SELECT, failed('53200', 'out of memory'))])).toMatchObject([{ code: 'OPAQUE', severity: 'unknown' }]);
  });

  test('one whose rows could not be made says nothing', () => {
    expect(judge([], [said(SELECT, { kind: 'no setup', sqlstate: '42P01', message: 'gone' })])).toEqual([]);
  });
});
