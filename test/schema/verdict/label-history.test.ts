import { expect, test } from 'vitest';
import type { FileTree } from '#src/schema/migration.ts';
import { labelHistory } from '#src/schema/verdict/label-history.ts';
import { readHistory } from '#src/schema/history/read-history.ts';
import { eventually } from '#test/support/eventually.ts';
import { labelled, PATIENCE, shortOf, verdictsOf } from './labelled.ts';

test(
  'each migration is judged with the schema before it as the contract, and every unsafe one shows a statement that fails',
  async () => {
    const all = await labelled({
      '1_init.sql':
        "create type status as enum ('open', 'paid');\ncreate table orders (id int primary key, note text, total int, status status);",
      '2_add.sql': 'alter table orders add remark text;',
      '3_label.sql': "alter type status add value 'late';",
      '4_drop.sql': '-- the note is no longer read\n\nalter table orders drop column note;',
      '5_required.sql': 'alter table orders add tax int;\nupdate orders set tax = 0;\nalter table orders alter tax set not null;',
      '6_unique.sql': 'create unique index orders_total on orders (total);\ncreate index on orders (tax);',
      '7_check.sql': 'alter table orders add constraint positive check (total > 0);',
      '8_rename.sql': 'alter table orders rename to purchases;',
      '9_rewrite.sql': "update purchases set remark = 'none' where remark is null;",
    });
    expect(verdictsOf(all)).toEqual([
      '1_init safe',
      '2_add safe',
      '3_label caveat',
      '4_drop unsafe',
      '5_required unsafe',
      '6_unique unsafe',
      '7_check unsafe',
      '8_rename unsafe',
      '9_rewrite caveat',
    ]);
    expect(all.map(shortOf)).toEqual([
      [],
      [],
      ['ENUM_LABEL_ADDED public.status 3_label.sql:1'],
      ['COLUMN_DROPPED public.orders.note 4_drop.sql:3 42703'],
      ['REQUIRED_COLUMN_ADDED public.orders.tax 5_required.sql:3 23502'],
      ['UNIQUE_ADDED public.orders/orders_total 6_unique.sql:1 23505'],
      ['CHECK_ADDED public.orders/positive 7_check.sql:1 23514'],
      ['TABLE_RENAMED public.orders 8_rename.sql:1 42P01'],
      ['DATA_REWRITE public.purchases 9_rewrite.sql:1'],
    ]);
  },
  PATIENCE,
);

test(
  'a finding is placed at the statement from which on it holds, however it came about',
  async () => {
    const all = await labelled({
      '1_init.sql': `create type kind as enum ('a', 'b');
create table parents (id int primary key, kind kind not null default 'a');
create table children (id int primary key, parent int references parents (id));
create table notes (id int primary key, text text);`,
      '2_cascade.sql': `alter table notes add seen boolean;
drop type kind cascade;`,
      '3_block.sql': `alter table notes add read boolean;
do $$ begin
  alter table notes drop column text;
end $$;`,
      '4_swap.sql': `alter table children drop constraint children_parent_fkey;
alter table children add constraint children_parent_fkey foreign key (parent) references parents (id) on delete cascade;`,
      '5_commit.sql': `begin;
alter table notes drop column seen;
commit;
drop table parents cascade;`,
    });
    expect(all.map(shortOf)).toEqual([
      [],
      ['COLUMN_DROPPED public.parents.kind 2_cascade.sql:2 42703', 'ENUM_DROPPED public.kind 2_cascade.sql:2 42704'],
      ['COLUMN_DROPPED public.notes.text 3_block.sql:2 42703'],
      ['FK_ACTION_CHANGED public.children/children_parent_fkey 4_swap.sql:2'],
      [
        'FK_DROPPED public.children/children_parent_fkey 5_commit.sql:4',
        'COLUMN_DROPPED public.notes.seen 5_commit.sql:2 42703',
        'TABLE_DROPPED public.parents 5_commit.sql:4 42P01',
      ],
    ]);
  },
  PATIENCE,
);

test(
  'a key that only rows of the live code can break is shown by an old update of such rows',
  async () => {
    const all = await labelled({
      '1_init.sql':
        'create table orgs (id text primary key);\ncreate table groups (id text primary key, org text not null references orgs (id));',
      '2_partial.sql':
        'alter table groups add main boolean not null default false;\ncreate unique index groups_main on groups (org) where main = true;',
      '3_harmless.sql': 'alter table groups add rank int;\ncreate unique index groups_rank on groups (org, rank) where main = true;',
    });
    expect(verdictsOf(all)).toEqual(['1_init safe', '2_partial unsafe', '3_harmless safe']);
    expect(all[1]?.findings[0]?.failing).toEqual({
      statement: `update "public"."groups" set "org" = 'a'`,
      sqlstate: '23505',
      message: 'duplicate key value violates unique constraint "groups_main"',
    });
  },
  PATIENCE,
);

test(
  'a marker raises what is at its statement, and never lowers where nobody is known to have written it',
  async () => {
    const all = await labelled({
      '1_init.sql': 'create table orders (id int primary key, note text, total int);',
      '2_raised.sql': '-- compat: breaking (reason: the old code writes a second row)\nalter table orders add remark text;',
      '3_lowered.sql': '-- compat: safe (reason: nobody reads it)\nalter table orders drop column note;',
    });
    expect(verdictsOf(all)).toEqual(['1_init safe', '2_raised unsafe', '3_lowered unsafe']);
    expect(all[1]?.findings).toMatchObject([{ code: 'MARKED_BREAKING', severity: 'hard', line: 2 }]);
  },
  PATIENCE,
);

test(
  'a migration that the tool runs and a replay cannot is unknown, and so is a later one that asks whether something is there that only it can have made',
  async () => {
    const all = await labelled(
      {
        '1_init.sql': '-- +goose Up\ncreate table orders (id int primary key);',
        '2_code.go': '',
        '3_add.sql': '-- +goose Up\nalter table orders add note text;',
        '4_drop.sql': '-- +goose Up\ndrop table if exists made_by_code;',
      },
      { tool: 'goose' },
    );
    expect(verdictsOf(all)).toEqual(['1_init safe', '2_code.go unknown', '3_add safe', '4_drop unknown']);
  },
  PATIENCE,
);

test('a reader that stops early leaves nothing running', { timeout: PATIENCE }, async () => {
  const tree: FileTree = new Map(Array.from({ length: 30 }, (_, at) => [`${at + 1}_a.sql`, `create table t${at} (id int);`]));
  const history = readHistory(tree, 'sql');
  if (history.kind === 'not readable') throw new Error(history.why);
  const running = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length;
  const before = running();
  const seen: string[] = [];
  for await (const { migration } of labelHistory(history, { engine: 'pglite' })) {
    seen.push(migration);
    if (seen.length === 2) break;
  }
  expect(seen).toEqual(['1_a', '2_a']);
  await eventually('both scratch processes are gone', running, (left) => left === before);
});

test(
  'without a database that opens, everything is unknown',
  async () => {
    const all = await labelled({ '1_init.sql': 'create table t (id int);' }, { engine: 'postgres://nobody@127.0.0.1:1/nothing' });
    expect(verdictsOf(all)).toEqual(['1_init unknown']);
    expect(all[0]?.findings).toMatchObject([{ code: 'OPAQUE', severity: 'unknown', file: '1_init.sql' }]);
  },
  PATIENCE,
);
