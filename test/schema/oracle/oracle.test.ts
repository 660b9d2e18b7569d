import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCatalogue } from '#src/schema/catalogue/read-catalogue.ts';
import { canonicalStatements } from '#src/schema/oracle/canonical-statements.ts';
import { accept, execute } from '#src/schema/oracle/execute.ts';
import { plain } from '#src/schema/oracle/statement.ts';
import type { Statement } from '#src/schema/oracle/statement.ts';
import type { Ran } from '#src/schema/scratch.ts';
import { openNative, openPglite } from '../traps/engines.ts';
import type { Engine } from '../traps/engines.ts';

/** A column of every built-in type, rows that must refer to others, and rules that a value must meet. */
const EVERYTHING = `
  create type status as enum ('open', 'it''s paid'); create domain short as text check (length(value) < 5);
  create type size as (width integer, height integer); create sequence "Tickets";
  create table roots (id bigint generated always as identity primary key, name text not null unique);
  create table "Buyers" (id uuid primary key default gen_random_uuid(), root bigint not null references roots, email varchar(20) not null unique check (email <> ''));
  create table orders (
    id serial primary key, buyer uuid not null references "Buyers", twin integer references orders, kind text not null check (kind in ('x', 'y')),
    qty integer not null check (qty >= 5), code char(3) not null check (length(code) = 3), state status not null, label short not null, box size,
    c1 smallint, c2 bigint, c3 numeric(6, 2), c4 real, c5 double precision, c6 boolean, c7 date, c8 timestamp, c9 timestamptz, c10 time, c11 interval,
    c12 json, c13 jsonb, c14 bytea, c15 inet, c16 cidr, c17 macaddr, c18 point, c19 tsvector, c20 xml, c21 bit(3), c22 bit varying(3), c23 int4range,
    c24 text[], c25 status[], c26 money, c27 oid, c28 "char", c29 uuid[], c30 numeric, doubled integer generated always as (qty * 2) stored
  );
  create unique index on orders (lower(kind), qty) where twin is null;
  create table events (at date not null, kind text) partition by range (at);
  create table events_2024 partition of events for values from ('2024-03-01') to ('2025-01-01');
  create view open_orders as select id, kind from orders; create materialized view counts as select count(*) as n from orders;
  create function total(qty integer, price numeric default 1) returns table (sum numeric) language sql as $$ select qty * price $$;
  create function forever() returns integer language plpgsql as $$ begin loop end loop; end $$;
  grant select, insert, update, delete on orders, open_orders to app; grant usage on sequence orders_id_seq to app;`;

describe.each([
  ['PGlite', openPglite],
  ['a PostgreSQL server', openNative],
])('the statements of a schema on %s', (_, open) => {
  let engine: Engine | null = null;
  beforeAll(async () => {
    engine = await open();
    await engine?.grounds[0].begin(EVERYTHING);
  });
  afterAll(() => engine?.stop());

  test('are nearly all taken by that schema', async ({ skip }) => {
    const ground = engine?.grounds[0];
    if (!ground) return skip('PostgreSQL is not installed');
    const read = await readCatalogue(ground);
    const statements = read.kind === 'read' ? canonicalStatements(read.catalogue) : [];
    const accepted = new Set((await accept(ground, statements)).map(({ statement }) => statement));
    const refused = statements.filter((statement) => !accepted.has(statement)).map((statement) => statement.ways[0]?.text.slice(0, 60));
    expect(statements.length).toBeGreaterThan(150);
    // A number that is too large to be doubled.
    expect(refused).toEqual(['insert into "public"."orders" ("id", "buyer", "twin", "kind"']);
  });

  test('are those of the objects that are asked for', async ({ skip }) => {
    const ground = engine?.grounds[0];
    if (!ground) return skip('PostgreSQL is not installed');
    const read = await readCatalogue(ground);
    const asked = new Set(['public.roots.name', 'public.Buyers/Buyers_email_key', 'public.status', 'public.total(integer, numeric)']);
    const statements = read.kind === 'read' ? canonicalStatements(read.catalogue, asked) : [];
    expect([...new Set(statements.map(({ object }) => object))]).toEqual([
      'public.Buyers',
      'public.roots',
      'public.status',
      'public.total(integer, numeric)',
    ]);
  });

  test('leave nothing behind', async ({ skip }) => {
    const ground = engine?.grounds[0];
    if (!ground) return skip('PostgreSQL is not installed');
    expect(await ground.probe('select (select count(*) from orders)::int + (select count(*) from roots)::int as rows')).toEqual({
      kind: 'ok',
      rows: [{ rows: 0 }],
    });
  });

  test('a constraint that is checked at the end is checked', async ({ skip }) => {
    const ground = engine?.grounds[1];
    if (!ground) return skip('PostgreSQL is not installed');
    await ground.begin('create table a (id integer primary key); create table b (a integer references a deferrable initially deferred)');
    const orphan: Statement = { object: 'public.b', part: null, use: 'ordinary', ways: [plain('insert into b values (1)')] };
    expect(await accept(ground, [orphan])).toEqual([]);
  });

  test('the first way that passes stands for a statement', async ({ skip }) => {
    const ground = engine?.grounds[1];
    if (!ground) return skip('PostgreSQL is not installed');
    await ground.begin('create table a (id integer primary key)');
    const [bad, good, other] = [plain("insert into a values ('x')"), plain('insert into a values (1)'), plain('insert into a values (2)')];
    const statement: Statement = { object: 'public.a', part: null, use: 'ordinary', ways: [bad, good, other] };
    expect(await accept(ground, [statement])).toEqual([{ statement, way: good }]);
  });

  test('what a statement needs and cannot have is no failure of the statement', async ({ skip }) => {
    const ground = engine?.grounds[1];
    if (!ground) return skip('PostgreSQL is not installed');
    await ground.begin('create table a (id integer primary key)');
    const way = plain('select id from a', 'insert into nowhere values (1)');
    const statement: Statement = { object: 'public.a', part: null, use: 'ordinary', ways: [way] };
    expect(await execute(ground, [{ statement, way }])).toMatchObject([{ outcome: { kind: 'no setup', sqlstate: '42P01' } }]);
  });
});

describe('a database that does not answer as it should', () => {
  const way = plain('select 1');
  const statement: Statement = { object: 'public.a', part: null, use: 'ordinary', ways: [way] };
  const outcomes = async (ran: Ran) =>
    (await execute({ probe: () => Promise.resolve(ran) }, [{ statement, way }])).map(({ outcome }) => outcome);

  test('one that is lost is lost for every statement', async () => {
    expect(await outcomes({ kind: 'lost', why: 'It died.' })).toEqual([{ kind: 'lost', why: 'It died.' }]);
  });

  test('success without rows passes nothing', async () => {
    expect(await outcomes({ kind: 'ok', rows: [] })).toEqual([{ kind: 'lost', why: 'The batch did not answer in its form.' }]);
  });

  test('fewer answers than statements pass no more than were answered', async () => {
    expect(await outcomes({ kind: 'ok', rows: [{ answers: [] }] })).toEqual([{ kind: 'lost', why: 'The batch has no answer for it.' }]);
  });

  test('a batch that fails as a whole passes nothing', async () => {
    expect(await outcomes({ kind: 'failed', sqlstate: '57014', message: 'canceled', position: null })).toEqual([
      { kind: 'lost', why: 'The batch failed with 57014: canceled' },
    ]);
  });
});
