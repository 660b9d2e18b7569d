import { afterAll, describe, expect, test } from 'vitest';
import { readHistory } from '#src/schema/history/read-history.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';
import { createFoundations } from '#src/schema/verdict/foundation.ts';
import { walkSpan, type Walked } from '#src/schema/verdict/walk-span.ts';
import { withinReach } from '#src/schema/verdict/within-reach.ts';

const foundations = createFoundations(3);
afterAll(() => foundations.close());

const SHOP = `
  create table customers (id int primary key);
  create table orders (id int primary key, customer int references customers);
  create table lines (id int primary key, of int references orders on delete cascade);
  create table notes (id int primary key, text text);
  create table tags (id int primary key)`;

describe('left out is what the migrations cannot have met', () => {
  test.each([
    { what: 'a column', sql: 'alter table notes add column by text', reach: ['notes'] },
    { what: 'a table', sql: 'create table extras (id int)', reach: ['extras'] },
    { what: 'a renamed table', sql: 'alter table notes rename to remarks', reach: ['notes', 'remarks'] },
    { what: 'a dropped table', sql: 'drop table tags', reach: ['tags'] },
    {
      what: 'what refers to it and what it refers to',
      sql: 'alter table orders add column at date',
      reach: ['customers', 'lines', 'orders'],
    },
    { what: 'an index, which may refuse rows', sql: 'create index on notes ((1 / id))', reach: ['notes'] },
    { what: 'rows', sql: "insert into notes values (1, 'a')", reach: ['notes'] },
    { what: 'rows that take others with them', sql: 'delete from customers', reach: ['customers', 'orders'] },
    {
      what: 'rows in a WITH',
      sql: 'with gone as (delete from tags returning id) insert into notes select id from gone',
      reach: ['notes', 'tags'],
    },
    {
      what: 'a new key, and from where rows go on to it',
      sql: 'create table refunds (line int references lines)',
      reach: ['lines', 'orders', 'refunds'],
    },
    {
      what: 'a partition of a partition',
      below: `create table events (id int, kind int) partition by list (kind);
        create table events_1 partition of events for values in (1) partition by list (id); create table events_1_1 partition of events_1 for values in (1)`,
      sql: 'alter table events_1_1 add check (id > 5)',
      reach: ['events', 'events_1', 'events_1_1'],
    },
    {
      what: 'views',
      below: 'create view all_notes as select * from notes',
      sql: 'alter table tags add column by text',
      reach: ['all_notes', 'tags'],
    },
    {
      what: 'rules',
      below: 'create rule r as on insert to notes do also delete from tags',
      sql: 'alter table tags add column by text',
      reach: ['notes', 'tags'],
    },
    {
      what: 'policies',
      below: 'create policy p on notes using (exists (select from tags))',
      sql: 'alter table tags add column by text',
      reach: ['notes', 'tags'],
    },
    {
      what: 'columns of its rows',
      below: 'create table kept (note notes)',
      sql: 'alter table notes add column by text',
      reach: ['kept', 'notes'],
    },
    {
      what: 'a name that was quoted',
      below: 'create table "No""tes" (id int)',
      sql: 'create index on "No""tes" ((1 / id))',
      reach: ['No"tes'],
    },
  ])('$what', async ({ below = '', sql, reach }) => {
    expect(await reachOf(`${SHOP}; ${below}`, sql)).toEqual(reach);
  });
});

describe('nothing is left out', () => {
  test.each([
    {
      what: 'a function is there',
      below: "create function f() returns int language sql as 'select 1'",
      sql: 'alter table tags add column by text',
    },
    { what: 'a function comes', sql: "create function f() returns int language sql as 'select 1'" },
    { what: 'a block runs', sql: 'do $$ begin execute $x$alter table tags add column by text$x$; end $$' },
    { what: 'a table inherits', below: 'create table more () inherits (notes)', sql: 'alter table more add check (id > 5)' },
    { what: 'a table begins to inherit', below: 'create table more (id int not null, text text)', sql: 'alter table more inherit notes' },
    { what: 'rows come by a call', sql: "update notes set id = setval('s', 1)", below: 'create sequence s' },
    {
      what: 'a cast goes',
      below: "create type mood as enum ('a'); create cast (varchar as mood) with inout as implicit",
      sql: 'drop cast (varchar as mood)',
    },
    {
      what: 'an operator goes',
      below: 'create operator === (leftarg = int, rightarg = int, function = int4eq)',
      sql: 'drop operator === (int, int)',
    },
    { what: 'an enum gains a label', below: "create type mood as enum ('a')", sql: "alter type mood add value 'b'" },
    { what: 'a domain changes', below: 'create domain amount as int', sql: 'alter domain amount add check (value > 0)' },
    { what: 'a sequence goes', below: 'create sequence s', sql: 'drop sequence s' },
    { what: 'a sequence is set', below: 'create sequence s', sql: "select setval('s', 5)" },
    { what: 'a schema is renamed', below: 'create schema app', sql: 'alter schema app rename to shop' },
    { what: 'an extension comes', sql: 'create extension citext' },
    { what: 'rights go', sql: 'revoke all on notes from current_user' },
    {
      what: 'a setting of the database changes',
      sql: "do $$ begin execute format('alter database %I set search_path = nowhere', current_database()); end $$",
    },
    {
      what: 'rows are written through a view',
      below: 'create view all_notes as select * from notes',
      sql: 'insert into all_notes values (1)',
    },
    {
      what: 'a type inside a type changes',
      below: 'create type pair as (one notes, other notes)',
      sql: 'alter table notes add column by text',
    },
    { what: 'a name is hidden', sql: 'create index on U&"n\\006ftes" ((1 / id))' },
  ])('where $what', async ({ below = '', sql }) => {
    expect(await reachOf(`${SHOP}; ${below}`, sql)).toBeNull();
  });
});

async function reachOf(below: string, sql: string): Promise<string[] | null> {
  const reach = withinReach(await walked(below, sql));
  return reach === null ? null : [...reach].map((name) => name.replace('public.', '')).toSorted();
}

async function walked(below: string, sql: string): Promise<Walked> {
  const history = readHistory(
    new Map([
      ['0001_shop.sql', SHOP],
      ['0002_below.sql', below.slice(SHOP.length + 1)],
      ['0003_span.sql', sql],
    ]),
    'sql',
  );
  if (history.kind === 'not readable') throw new Error(history.why);
  const open = () => openScratch({ engine: 'bundled', wallMs: 30_000, memoryMb: 1_536 });
  const foundation = await foundations.lay({
    history: { ...history, migrations: history.migrations.slice(0, -1) },
    extensions: [],
    lookBack: 1,
    open,
  });
  if (foundation.kind === 'lost') throw new Error(foundation.why);
  const now = await foundation.take();
  try {
    const done = await walkSpan(now, history, foundation.stand, history.migrations.slice(-1));
    if (done.kind === 'lost') throw new Error(done.why);
    expect([...done.below, ...done.steps].flatMap(({ failures }) => failures)).toEqual([]);
    return done;
  } finally {
    await now.close();
    await foundation.release();
  }
}
