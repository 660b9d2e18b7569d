import { expect, test } from 'vitest';
import { parseScript } from '#src/schema/parse/parse-script.ts';
import type { Statement } from '#src/schema/parse/parsed.ts';

async function only(sql: string): Promise<Statement> {
  const parsed = await parseScript(sql);
  const [statement] = parsed.kind === 'parsed' ? parsed.statements : [];
  if (statement === undefined) throw new Error('Nothing was parsed.');
  return statement;
}

const block = (body: string, declared = ''): string => `do $$ declare ${declared} begin ${body} end $$`;

test.each([
  { body: 'alter table t drop c;', dynamic: 'no' },
  { body: 'update t set a = 1; alter table t drop c;', dynamic: 'no' },
  { body: 'if exists (select from t) then raise exception $m$no$m$; end if; alter table t drop c;', dynamic: 'no' },
  { body: 'begin alter table t add constraint u unique (a); exception when duplicate_object then null; end;', dynamic: 'no' },
  { body: 'if exists (select from t) then update t set a = 1; end if;', dynamic: 'no' },
  { body: 'if exists (select from pg_class) then alter table t drop c; end if;', dynamic: 'from catalog' },
  { body: 'if not exists (select from information_schema.columns) then alter table t add c int; end if;', dynamic: 'from catalog' },
  { body: "execute 'alter table t drop c';", dynamic: 'from catalog' },
  { body: 'if exists (select from t) then alter table t drop c; end if;', dynamic: 'from data' },
  { body: 'if true then null; elsif (select count(*) from t) > 0 then drop table t; end if;', dynamic: 'from data' },
  { body: 'if true then null; else if exists (select from t) then drop table t; end if; end if;', dynamic: 'from data' },
  { body: 'case (select count(*) from t) when 0 then null; else drop table t; end case;', dynamic: 'from data' },
  { body: 'select count(*) into n from t; if n = 0 then return; end if; drop table t;', declared: 'n int;', dynamic: 'from data' },
  { body: 'n := (select count(*) from t); while n > 0 loop drop table t; n := 0; end loop;', declared: 'n int;', dynamic: 'from data' },
  { body: 'for r in select a from t loop drop table u; end loop;', declared: 'r record;', dynamic: 'from data' },
  {
    body: 'for r in select a from t loop create temp table x as select 1 as a; create index on x (a); drop table x; end loop;',
    declared: 'r record;',
    dynamic: 'no',
  },
  {
    body: 'for r in select a from t loop create temporary table x (a int); drop table x, u; end loop;',
    declared: 'r record;',
    dynamic: 'from data',
  },
  {
    body: 'for r in select a from t loop create temp table x (a int); drop table public.x; end loop;',
    declared: 'r record;',
    dynamic: 'from data',
  },
  {
    body: "if (select to_regclass('t') is not null) then insert into u (a) select a from t; drop table t; end if;",
    dynamic: 'from catalog',
  },
  {
    body: 'insert into u values (1) on conflict do nothing returning a into n; if n is null then drop table t; end if;',
    declared: 'n int;',
    dynamic: 'from data',
  },
  { body: 'update t set a = 1; if not found then drop table t; end if;', dynamic: 'from data' },
  { body: 'delete from t; get diagnostics n = row_count; if n > 0 then drop table t; end if;', declared: 'n int;', dynamic: 'from data' },
  { body: "for r in select a from t loop execute 'drop table ' || r.a; end loop;", declared: 'r record;', dynamic: 'from data' },
])('$body: $dynamic', async ({ body, declared, dynamic }) => {
  expect((await only(block(body, declared))).dynamic).toBe(dynamic);
});

test('a block in another language cannot be told', async () => {
  expect((await only('do language plpython3u $$ pass $$')).dynamic).toBe('from data');
});

test('a function says what calling it may do', async () => {
  const sql = 'create function s.lose(c text) returns void language plpgsql as $$ begin perform other(c); alter table t drop x; end $$';
  expect((await only(sql)).defines).toEqual({ name: 'lose', dynamic: 'no', changesSchema: true, readsRows: false, calls: ['other'] });
  expect((await only("create function f() returns int language sql as 'select 1'")).defines).toBe(null);
});

test.each([
  { sql: 'select lose(a) from t', calls: ['lose'], readsRows: true },
  { sql: "select s.lose('a')", calls: ['lose'], readsRows: false },
  { sql: 'call lose(1)', calls: ['lose'], readsRows: false },
  { sql: 'select a from t', calls: [], readsRows: false },
  { sql: 'create view v as select lose(1)', calls: [], readsRows: false },
  { sql: 'create policy p on t using (lose(a) and exists (select from u))', calls: [], readsRows: false },
])('$sql calls $calls', async ({ sql, calls, readsRows }) => {
  const statement = await only(sql);
  expect({ calls: statement.calls, readsRows: statement.readsRows }).toEqual({ calls, readsRows });
});

test.each([
  { sql: 'drop table if exists s.a, b', tolerates: ['a', 'b'] },
  { sql: 'drop table a', tolerates: [] },
  { sql: 'drop type if exists a', tolerates: ['a'] },
  { sql: 'drop function if exists s.f(int)', tolerates: ['f'] },
  { sql: 'drop schema if exists s', tolerates: ['s'] },
  { sql: 'drop index if exists i', tolerates: [] },
  { sql: 'alter table if exists a drop column if exists b, drop column c', tolerates: ['a', 'b'] },
  { sql: 'alter table if exists a rename to b', tolerates: ['a'] },
])('$sql tolerates that $tolerates are not there', async ({ sql, tolerates }) => {
  expect((await only(sql)).tolerates).toEqual(tolerates);
});
