import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Catalogue } from '#src/schema/catalogue/catalogue.ts';
import { CATALOGUE_SQL } from '#src/schema/catalogue/catalogue-sql.ts';
import { parseCatalogue, readCatalogue } from '#src/schema/catalogue/read-catalogue.ts';
import { openNative, openPglite } from '../traps/engines.ts';
import type { Engine } from '../traps/engines.ts';

const SHOP = `
  create type status as enum ('open', 'paid');
  create domain short as text not null check (length(value) < 5);
  create type size as (width integer, height integer);
  create sequence tickets;
  create table buyers (id integer generated always as identity primary key, "Name" varchar(20) not null collate "C");
  create table orders (
    id serial primary key, buyer integer references buyers on delete cascade deferrable initially deferred, status status not null default 'open',
    subtotal numeric(10, 2), doubled numeric generated always as (subtotal * 2) stored, constraint positive check (subtotal > 0)
  );
  alter table orders drop column subtotal cascade;
  alter table orders add subtotal integer;
  create unique index one_open on orders (lower("Code"), buyer) where status = 'open';
  create view open_orders with (security_invoker = true) as select id, buyer from orders;
  create function total(qty integer, price integer default 1) returns table (sum integer) language sql as $$ select qty * price $$;
  create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger stamp before insert on orders for each row execute function stamp();
  alter table orders enable row level security;
  create policy own on orders for select to app using (buyer = 1);
  grant select, update (buyer) on orders to app;
  create table events (at date not null) partition by range (at);
  create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
  create table _prisma_migrations (id text primary key);
  create table goose_db_version (id serial primary key);
  create schema drizzle;
  create table drizzle.__drizzle_migrations (id serial primary key);`.replace('lower("Code")', 'lower(buyer::text)');

describe.each([
  ['PGlite', openPglite],
  ['a PostgreSQL server', openNative],
])('a catalogue read on %s', (_, open) => {
  let engine: Engine | null = null;
  let catalogue: Catalogue | null = null;
  beforeAll(async () => {
    engine = await open();
    const ground = engine?.grounds[0];
    // An option of views that PostgreSQL 15 brought; without it the rest is the same.
    await ground?.begin(ground.major < 15 ? SHOP.replace('with (security_invoker = true) ', '') : SHOP);
    const read = ground && (await readCatalogue(ground));
    if (read?.kind === 'read') ({ catalogue } = read);
  });
  afterAll(() => engine?.stop());

  const relation = (name: string) => catalogue?.relations.find((candidate) => candidate.name === name);

  test('has the relations of the application, and not the tables in which tools remember what they applied', ({ skip }) => {
    if (engine === null) skip('PostgreSQL is not installed');
    expect(catalogue?.relations.map(({ schema, name, kind }) => `${schema}.${name} ${kind}`)).toEqual([
      'public.buyers table',
      'public.events partitioned',
      'public.events_2024 table',
      'public.open_orders view',
      'public.orders table',
    ]);
    expect(catalogue?.sequences.map(({ name, ownedBy }) => [name, ownedBy])).toEqual([
      ['buyers_id_seq', 'public.buyers.id'],
      ['orders_id_seq', 'public.orders.id'],
      ['tickets', null],
    ]);
    expect(catalogue?.schemas.map(({ name }) => name)).toEqual(['public']);
  });

  test('numbers columns as the database does, so that one that came back is another one', ({ skip }) => {
    if (engine === null) skip('PostgreSQL is not installed');
    expect(relation('orders')?.columns.map(({ num, name, type, notNull, default: value }) => [num, name, type, notNull, value])).toEqual([
      [1, 'id', 'integer', true, "nextval('public.orders_id_seq'::regclass)"],
      [2, 'buyer', 'integer', false, null],
      [3, 'status', 'public.status', true, "'open'::public.status"],
      [6, 'subtotal', 'integer', false, null],
    ]);
    expect(relation('buyers')?.columns.map(({ name, type, identity, collation }) => [name, type, identity, collation])).toEqual([
      ['id', 'integer', 'a', null],
      ['Name', 'character varying(20)', '', 'C'],
    ]);
  });

  test('has keys, partial and over expressions', ({ skip }) => {
    if (engine === null) skip('PostgreSQL is not installed');
    expect(relation('orders')?.uniques.map(({ name, constraint, keys, predicate }) => ({ name, constraint, keys, predicate }))).toEqual([
      {
        name: 'one_open',
        constraint: null,
        keys: [
          { num: 0, text: 'lower((buyer)::text)', equality: 'text_ops' },
          { num: 2, text: 'buyer', equality: 'integer_ops' },
        ],
        predicate: "(status = 'open'::public.status)",
      },
      { name: 'orders_pkey', constraint: 'primary', keys: [{ num: 1, text: 'id', equality: 'integer_ops' }], predicate: null },
    ]);
    expect(relation('orders')?.foreignKeys).toMatchObject([
      {
        name: 'orders_buyer_fkey',
        columns: [2],
        target: { schema: 'public', name: 'buyers', columns: ['id'], oid: relation('buyers')?.oid },
        onDelete: 'c',
        onUpdate: 'a',
        deferrable: true,
        deferred: true,
        validated: true,
        enforced: true,
      },
    ]);
  });

  test('has what else hangs on a table', ({ skip }) => {
    if (engine === null) skip('PostgreSQL is not installed');
    const orders = relation('orders');
    expect(orders?.triggers.map(({ name, enabled }) => [name, enabled])).toEqual([['stamp', 'O']]);
    expect([orders?.rowSecurity, orders?.policies.map(({ name, definition }) => [name, definition])]).toEqual([
      true,
      [['own', 'permissive r app using (buyer = 1) check']],
    ]);
    expect(orders?.grants).toEqual([
      { role: 'app', privilege: 'SELECT', column: null },
      { role: 'app', privilege: 'UPDATE', column: 'buyer' },
    ]);
    expect(relation('events_2024')).toMatchObject({
      partitionOf: 'public.events',
      bound: "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    });
    expect(relation('open_orders')).toMatchObject({ updatable: 28, columns: [{ name: 'id' }, { name: 'buyer' }] });
  });

  test('has functions and types', ({ skip }) => {
    if (engine === null) skip('PostgreSQL is not installed');
    expect(catalogue?.functions.map(({ name, result }) => [name, result])).toEqual([
      ['stamp', 'trigger'],
      ['total', 'TABLE(sum integer)'],
    ]);
    expect(catalogue?.functions[1]).toMatchObject({
      arguments: [
        { name: 'qty', type: 'integer' },
        { name: 'price', type: 'integer' },
      ],
      defaults: 1,
      columns: [{ name: 'sum', type: 'integer' }],
      grants: [{ role: 'public', privilege: 'EXECUTE', column: null }],
    });
    expect(catalogue?.enums.map(({ name, labels }) => [name, labels])).toEqual([['status', ['open', 'paid']]]);
    expect(
      catalogue?.domains.map(({ name, base, notNull, checks }) => [name, base, notNull, checks.map((check) => check.expression)]),
    ).toEqual([['short', 'text', true, ['(length(VALUE) < 5)']]]);
    expect(catalogue?.composites.map(({ name, columns }) => [name, columns.map((column) => column.name)])).toEqual([
      ['size', ['width', 'height']],
    ]);
  });

  test('is refused where the search path is not empty, because names would not be qualified', async ({ skip }) => {
    const ground = engine?.grounds[0];
    if (!ground) return skip('PostgreSQL is not installed');
    expect(parseCatalogue(await ground.probe(CATALOGUE_SQL))).toMatchObject({ kind: 'not read' });
  });

  test('leaves the search path as it was', async ({ skip }) => {
    const ground = engine?.grounds[0];
    if (!ground) return skip('PostgreSQL is not installed');
    expect(await ground.probe('select * from orders')).toMatchObject({ kind: 'ok' });
  });
});

describe('an answer that is no catalogue', () => {
  test('a database that is lost', () => {
    expect(parseCatalogue({ kind: 'lost', why: 'It did not answer in 5 s.' })).toEqual({
      kind: 'not read',
      why: 'The database did not answer: It did not answer in 5 s.',
    });
  });

  test('a query that failed', () => {
    expect(parseCatalogue({ kind: 'failed', sqlstate: '42501', message: 'permission denied', position: null })).toEqual({
      kind: 'not read',
      why: 'The database refused the catalogue query (42501): permission denied',
    });
  });

  test('success without rows, as a scratch database answers that died', () => {
    expect(parseCatalogue({ kind: 'ok', rows: [] })).toMatchObject({ kind: 'not read' });
  });

  test('a part that is missing', () => {
    const whole = {
      format: 1,
      server: 180000,
      searchPath: '',
      schemas: [],
      relations: [],
      functions: [],
      enums: [],
      domains: [],
      composites: [],
      sequences: [],
      publications: [],
      extensions: [],
    };
    expect(parseCatalogue({ kind: 'ok', rows: [{ catalogue: whole }] })).toMatchObject({ kind: 'read' });
    const { sequences: _, ...part } = whole;
    expect(parseCatalogue({ kind: 'ok', rows: [{ catalogue: part }] })).toEqual({
      kind: 'not read',
      why: 'The catalogue that was read has not the expected shape at sequences: Invalid input: expected array, received undefined',
    });
  });
});
