import { expect, test } from 'vitest';
import { parseScript } from '#src/schema/parse/parse-script.ts';
import type { Statement } from '#src/schema/parse/parsed.ts';

test('a statement is found behind comments and letters of several bytes, by string index and line', async () => {
  const sql = '-- größe 😀\n/* block\n   of two lines */\ncreate table "größe" (a int); -- same line\n\n  alter table "größe" add b int';
  const statements = await statementsOf(sql);

  expect(statements.map(({ start, end, line, node }) => ({ text: sql.slice(start, end), line, node }))).toEqual([
    { text: 'create table "größe" (a int)', line: 4, node: 'CreateStmt' },
    { text: 'alter table "größe" add b int', line: 6, node: 'AlterTableStmt' },
  ]);
});

test('Windows line ends count as one line each', async () => {
  expect((await statementsOf('select 1;\r\n\r\nselect 2;\r\n')).map(({ line }) => line)).toEqual([1, 3]);
});

test.each(['', '  \n', '-- only a comment\n', '/* and one of these */'])('%j holds no statement and is no error', async (sql) => {
  expect(await statementsOf(sql)).toEqual([]);
});

test.each([
  { what: 'rows for COPY', sql: 'create table t (a int);\ncopy t from stdin;\n1\n\\.\n', line: 3 },
  { what: 'a command of psql', sql: 'select 1;\n\\connect other\n', line: 2 },
  { what: 'a file that breaks off', sql: 'create table t (a int);\ncreate table u (', line: 2 },
  { what: 'a quote that is never closed', sql: "select 1;\n\nselect 'abc", line: 3 },
])('$what is not parsed, and the line is named', async ({ sql, line }) => {
  expect(await parseScript(sql)).toMatchObject({ kind: 'not parsed', line });
});

test.each([
  ['create index concurrently i on t (a)', 'own transaction'],
  ['drop index concurrently i', 'own transaction'],
  ['reindex index concurrently i', 'own transaction'],
  ['reindex table t', 'ordinary'],
  ['alter table t detach partition p concurrently', 'own transaction'],
  ['alter table t detach partition p', 'ordinary'],
  ['vacuum t', 'own transaction'],
  ['drop database shop', 'own transaction'],
  ['begin', 'begin'],
  ['start transaction', 'begin'],
  ['commit', 'end'],
  ['rollback', 'end'],
  ['savepoint s', 'ordinary'],
  ['rollback to s', 'ordinary'],
  ["copy t from '/etc/passwd'", 'outside'],
  ["copy t to program 'id'", 'outside'],
  ['copy t from stdin', 'outside'],
  ["load '/tmp/x.so'", 'outside'],
  ['create index i on t (a)', 'ordinary'],
])('%s is sent as: %s', async (sql, manner) => {
  expect((await statementsOf(sql)).map((statement) => statement.manner)).toEqual([manner]);
});

test.each([
  ['insert into t (a) values (1)', [{ how: 'insert', table: 't', columns: [] }]],
  ['insert into t (a) values (1) on conflict do nothing', [{ how: 'insert', table: 't', columns: [] }]],
  ['insert into t (a) values (1) on conflict (a) do update set b = 2', [{ how: 'update', table: 't', columns: ['b'] }]],
  ['update shop.t set a = 1, b = 2', [{ how: 'update', table: 'shop.t', columns: ['a', 'b'] }]],
  ['delete from t', [{ how: 'delete', table: 't', columns: [] }]],
  [
    'truncate t, shop.u',
    [
      { how: 'truncate', table: 'shop.u', columns: [] },
      { how: 'truncate', table: 't', columns: [] },
    ],
  ],
  ['with gone as (delete from t returning a) select * from gone', [{ how: 'delete', table: 't', columns: [] }]],
  ['merge into t using u on t.a = u.a when matched then update set b = u.b', [{ how: 'update', table: 't', columns: ['b'] }]],
  ["do $$ begin if exists (select 1) then update t set a = 'x;y'; end if; end $$", [{ how: 'update', table: 't', columns: ['a'] }]],
  ["create function f() returns void language sql as 'delete from t'", []],
  ['create rule r as on insert to t do also delete from u', []],
  ["comment on table t is 'delete from t'", []],
] as const)('%s changes these rows', async (sql, writes) => {
  const [statement] = await statementsOf(sql);
  expect(statement?.writes.toSorted((one, other) => one.table.localeCompare(other.table))).toEqual(writes);
});

test.each([
  ['do $$ begin alter table t add b int; end $$', 'no'],
  [
    "do $$ declare n text; begin for n in select relname from pg_catalog.pg_class loop execute 'drop table ' || n; end loop; end $$",
    'from catalog',
  ],
  [
    "do $$ begin if exists (select 1 from information_schema.columns where column_name = 'a') then execute 'select 1'; end if; end $$",
    'from catalog',
  ],
  ["do $$ declare n text; begin for n in select slug from tenants loop execute 'create schema ' || n; end loop; end $$", 'from data'],
  ["do language plperl $$ spi_exec_query('drop table t') $$", 'from data'],
  ['do $$ this is not PL/pgSQL $$', 'from data'],
] as const)('%s: what it does comes %s', async (sql, dynamic) => {
  expect((await statementsOf(sql)).map((statement) => statement.dynamic)).toEqual([dynamic]);
});

test('a comment is bound to the statement that begins after it; strings and dollar bodies hold no comments', async () => {
  const sql = [
    '-- compat: breaking (reason: first)',
    'drop table t; -- compat: safe',
    "select '-- compat: safe', $$ -- compat: safe $$;",
    'alter table u -- inside',
    '  drop a;',
    '/* last */',
  ].join('\n');
  const parsed = await parseScript(sql);

  expect(parsed.kind === 'parsed' && parsed.comments.map(({ text, line, next }) => ({ text, line, next }))).toEqual([
    { text: '-- compat: breaking (reason: first)', line: 1, next: 0 },
    { text: '-- compat: safe', line: 2, next: 1 },
    { text: '-- inside', line: 4, next: null },
    { text: '/* last */', line: 6, next: null },
  ]);
});

async function statementsOf(sql: string): Promise<readonly Statement[]> {
  const parsed = await parseScript(sql);
  if (parsed.kind === 'not parsed') throw new Error(parsed.message);
  return parsed.statements;
}
