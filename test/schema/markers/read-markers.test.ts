import { describe, expect, test } from 'vitest';
import { MARA, markersIn } from './script.ts';

const REASONLESS = 'The marker gives no reason, or more than one. Write it as: -- compat: breaking (reason: why).';
const NOTHING_AFTER = 'No statement follows the marker, so it counts for none. Put it on a line above the statement that it is about.';

describe('a marker', () => {
  test('is bound to the statement that follows it', async () => {
    const sql = [
      'ALTER TABLE a ADD COLUMN b int;',
      '-- compat: breaking (reason: total is derived now)',
      'ALTER TABLE invoices',
      '  DROP COLUMN total;',
      'SELECT 1;',
    ].join('\n');

    expect(await markersIn(sql)).toEqual({
      markers: [
        {
          says: 'breaking',
          reason: 'total is derived now',
          restores: [],
          after: null,
          signedOffBy: null,
          file: '0003_contract.sql',
          line: 2,
          statement: { firstLine: 3, lastLine: 4, sharesLine: false },
          by: MARA,
        },
      ],
      problems: [],
    });
  });

  test('may say how to restore what is taken away, and after which commit nobody misses it', async () => {
    const { markers } = await markersIn(
      '-- compat: breaking (reason: total is derived now; see ADR 12; restore: total = subtotal + tax; after: v2.1)\nDROP TABLE a;',
    );

    expect(markers.map(({ reason, restores, after }) => ({ reason, restores, after }))).toEqual([
      { reason: 'total is derived now; see ADR 12', restores: [{ column: 'total', expression: 'subtotal + tax' }], after: 'v2.1' },
    ]);
  });

  test('may go on over several comment lines', async () => {
    const { markers } = await markersIn(
      ['-- compat: safe (reason: nobody reads it', '--   since the last release;', '--   after: 9f2c1a3)', 'DROP TABLE a;'].join('\n'),
    );

    expect(markers.map(({ says, reason, after }) => ({ says, reason, after }))).toEqual([
      { says: 'safe', reason: 'nobody reads it since the last release', after: '9f2c1a3' },
    ]);
  });

  test('counts characters of several bytes, and lines from where its section begins', async () => {
    const { markers } = await markersIn(
      "SELECT 'zażółć gęślą jaźń 🚀';\n-- ✓ fine\n-- compat: safe (reason: größer)\nDROP TABLE b;",
      MARA,
      10,
    );

    expect(markers.map(({ line, statement, reason }) => ({ line, statement, reason }))).toEqual([
      { line: 12, statement: { firstLine: 13, lastLine: 13, sharesLine: false }, reason: 'größer' },
    ]);
  });

  test('says when its statement shares a line with another one', async () => {
    const { markers } = await markersIn('-- compat: safe (reason: unused)\nDROP TABLE a; DROP TABLE b;');

    expect(markers.map(({ statement }) => statement)).toEqual([{ firstLine: 2, lastLine: 2, sharesLine: true }]);
  });
});

test('twenty thousand markers, or one that never ends, are read soon', async () => {
  const many = await markersIn('-- compat: safe (reason: x)\nSELECT 1;\n'.repeat(20_000));
  expect(many.markers).toHaveLength(20_000);

  const endless = await markersIn(`-- compat: safe (reason: x\n${'-- and so on\n'.repeat(100_000)}SELECT 1;`);
  expect(endless.problems.map(({ why }) => why)).toEqual([
    'The marker has no reason in brackets. Write it as: -- compat: breaking (reason: why).',
  ]);
});

describe('no marker is', () => {
  test.each([
    ['text in a string', `INSERT INTO notes VALUES ('\n-- compat: safe (reason: no)\n'); DROP TABLE a;`],
    [
      'a comment in a function body',
      'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n-- compat: safe (reason: no)\nSELECT 1 $$; DROP TABLE a;',
    ],
    ['another comment', '-- compatible with everything\nDROP TABLE a;'],
    ['a block comment', '/* -- compat: safe (reason: no) */\nDROP TABLE a;'],
  ])('%s', async (_, sql) => {
    expect(await markersIn(sql)).toEqual({ markers: [], problems: [] });
  });
});

describe('an error is', () => {
  test.each([
    ['a marker without a reason', '-- compat: safe ()\nDROP TABLE a;', 1, REASONLESS],
    ['one with an empty reason', '-- compat: breaking (reason: )\nDROP TABLE a;', 1, REASONLESS],
    ['one with text before its reason', '-- compat: breaking (because reason: x)\nDROP TABLE a;', 1, REASONLESS],
    [
      'one without brackets',
      '-- compat: safe\nDROP TABLE a;',
      1,
      'The marker has no reason in brackets. Write it as: -- compat: breaking (reason: why).',
    ],
    [
      'one that says something else',
      '-- compat: ok (reason: x)\nDROP TABLE a;',
      1,
      'The marker says neither breaking nor safe. Write it as: -- compat: breaking (reason: why).',
    ],
    ['one at the end of the file', 'DROP TABLE a;\n-- compat: safe (reason: x)\n', 2, NOTHING_AFTER],
    ['one at the end of a file whose last statement has no semicolon', 'DROP TABLE a\n-- compat: safe (reason: x)', 2, NOTHING_AFTER],
    ['one alone in a file', '-- compat: safe (reason: x)', 1, NOTHING_AFTER],
    [
      'one inside a statement',
      'ALTER TABLE a\n-- compat: safe (reason: x)\nDROP COLUMN b; SELECT 1;',
      2,
      'The marker stands inside a statement, so it counts for none. Put it on a line above the statement.',
    ],
    [
      'one behind a statement',
      'DROP TABLE a; -- compat: safe (reason: x)\nDROP TABLE b;',
      1,
      'The marker stands behind a statement on the same line, so it counts for none. Put it on a line above the statement.',
    ],
    [
      'one in a file that PostgreSQL cannot parse',
      '-- compat: safe (reason: x)\nDROP TABEL a;',
      1,
      'PostgreSQL cannot parse this file, so no marker in it counts. Correct the SQL.',
    ],
    [
      'an after that names nothing',
      '-- compat: safe (reason: x; after: )\nDROP TABLE a;',
      1,
      'The marker must name one commit or version after “after:”, or leave it out.',
    ],
  ])('%s', async (_, sql, line, why) => {
    expect(await markersIn(sql)).toEqual({ markers: [], problems: [{ file: '0003_contract.sql', line, why }] });
  });
});

describe('what a marker restores is one expression over its row, and no more than that', () => {
  const ASSIGNMENT = 'restore: must be one assignment such as total = subtotal + tax.';
  const ONE_ROW = 'restore: may only use columns of the same row, written without their table: no query, no parameter, no window.';

  test.each([
    ['a = 1; DROP TABLE users', ASSIGNMENT],
    ['a = 1 WHERE true', ASSIGNMENT],
    ['a = 1 RETURNING a', ASSIGNMENT],
    ['a = b FROM c', ASSIGNMENT],
    ['a = 1, b = 2', ASSIGNMENT],
    ['a', ASSIGNMENT],
    ['a[1] = 2', ASSIGNMENT],
    ['a = 1 /* x */', 'restore: must not hold a comment.'],
    ['a = (SELECT password FROM users)', ONE_ROW],
    ['a = users.b', ONE_ROW],
    ['a = $1', ONE_ROW],
    ['a = DEFAULT', ONE_ROW],
    ['a = sum(b) OVER ()', ONE_ROW],
  ])('%s is refused', async (restore, why) => {
    const { markers, problems } = await markersIn(`-- compat: breaking (reason: x; restore: ${restore})\nDROP TABLE a;`);

    expect({ markers, why: problems.map((problem) => problem.why) }).toEqual({ markers: [], why: [why] });
  });

  test.each([
    ['"Full Name" = first || \' \' || last', { column: 'Full Name', expression: "first || ' ' || last" }],
    ['a = coalesce(b, c = 2)', { column: 'a', expression: 'coalesce(b, c = 2)' }],
    ['é = ü + 1', { column: 'é', expression: 'ü + 1' }],
  ])('%s is taken', async (restore, taken) => {
    const { markers } = await markersIn(`-- compat: breaking (reason: x; restore: ${restore})\nDROP TABLE a;`);

    expect(markers.flatMap(({ restores }) => restores)).toEqual([taken]);
  });
});
