import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '#src/providers/database.ts';
import { createPostgres } from '#src/providers/postgres/create-postgres.ts';
import type { Catalogue } from '#src/schema/catalogue/catalogue.ts';
import { diffCatalogues } from '#src/schema/diff/diff-catalogues.ts';
import type { Finding, FindingCode } from '#src/schema/finding.ts';
import { countFor } from '#src/schema/live/count-for.ts';
import { readLiveCatalogue } from '#src/schema/live/read-live-catalogue.ts';
import { withCounts } from '#src/schema/live/with-counts.ts';
import { startLivePostgres, type LiveDatabase, type LivePostgres } from '#test/support/live-postgres.ts';
import { POSTGRES_BINARIES } from '#test/support/postgres.ts';

const NOW = Date.UTC(2026, 10, 20, 14, 30, 0);
const signal = () => AbortSignal.timeout(20_000);

const SHOP = `
create type status as enum ('open', 'paid');
create table "Customers" (id int primary key, "full name" varchar(5), size int, price numeric(6, 2));
create table orders (id int primary key, status status not null, history status[], note text not null default '', code text);
create unique index orders_code on orders (code);
insert into "Customers" values (1, 'ada', 5, 1), (2, 'ben', 6, 2);
insert into orders values (1, 'open', '{open}', 'x', 'a'), (2, 'paid', null, 'y', 'b');
grant select on all tables in schema public to reader;
alter default privileges in schema public grant select on tables to reader;`;

describe.skipIf(POSTGRES_BINARIES === null)('findings settled by counting rows, on a real server', () => {
  let server: LivePostgres;

  beforeAll(async () => {
    server = await startLivePostgres();
  });
  afterAll(() => server.stop());

  interface Span {
    readonly live: LiveDatabase;
    readonly before: Catalogue;
    readonly after: Catalogue;
    readonly findings: readonly Finding[];
  }

  async function span(migration: string, rows: string): Promise<Span> {
    const live = await server.create();
    await live.run(SHOP);
    const before = await catalogueOf(live);
    for (const sql of [migration, rows]) await live.run(sql);
    const after = await catalogueOf(live);
    return { live, before, after, findings: diffCatalogues(before, after) };
  }

  async function counted({ live, before, after, findings }: Span, role: 'reader' | 'stranger' = 'reader'): Promise<Finding[]> {
    return withCounts(findings, before, after, { database: live.as(role), now: () => NOW, signal: signal() });
  }

  const of = (findings: readonly Finding[], code: FindingCode): Finding => {
    const [found, ...others] = findings.filter((finding) => finding.code === code);
    if (found === undefined || others.length > 0) throw new Error(`Not one finding ${code}: ${JSON.stringify(findings)}`);
    return found;
  };

  const WHEN = 'counted on the live database at 2026-11-20T14:30:00Z';
  const CASES: readonly (readonly [string, FindingCode, string, string, string])[] = [
    [
      'a label that no row has',
      'ENUM_LABEL_ADDED',
      "alter type status add value 'late'",
      '',
      `note: Rows with 'late' in public.orders.status, public.orders.history|none`,
    ],
    [
      'a label in a column',
      'ENUM_LABEL_ADDED',
      "alter type status add value 'late'",
      "update orders set status = 'late' where id = 1",
      `conditional: Rows with 'late' in public.orders.status, public.orders.history|1`,
    ],
    [
      'a label in an array',
      'ENUM_LABEL_ADDED',
      "alter type status add value 'late'",
      "update orders set history = '{open,late}'",
      `conditional: Rows with|2`,
    ],
    [
      'a label that a default writes',
      'ENUM_LABEL_ADDED',
      "alter type status add value 'late'",
      "alter table orders alter status set default 'late'",
      `conditional: Rows with|none`,
    ],
    [
      'no NULL',
      'NOT_NULL_DROPPED',
      'alter table orders alter note drop not null',
      '',
      `note: Rows of public.orders with NULL in note|none`,
    ],
    [
      'a NULL',
      'NOT_NULL_DROPPED',
      'alter table orders alter note drop not null',
      'update orders set note = null where id = 2',
      `conditional: Rows of public.orders with NULL in note|1`,
    ],
    [
      'no longer text',
      'TYPE_WIDENED',
      'alter table "Customers" alter "full name" type text',
      '',
      `note: Rows of public.Customers longer than 5 characters in full name|none`,
    ],
    [
      'a longer text',
      'TYPE_WIDENED',
      'alter table "Customers" alter "full name" type varchar(9)',
      `update "Customers" set "full name" = 'lovelace'`,
      `conditional: Rows of public.Customers longer|2`,
    ],
    [
      'no larger amount',
      'TYPE_WIDENED',
      'alter table "Customers" alter price type numeric(12, 4)',
      '',
      `note: Rows of public.Customers beyond numeric(6,2) in price|none`,
    ],
    [
      'a finer amount',
      'TYPE_WIDENED',
      'alter table "Customers" alter price type numeric(12, 4)',
      'update "Customers" set price = 1.2345 where id = 1',
      `conditional: Rows|1`,
    ],
    [
      'a larger amount',
      'TYPE_WIDENED',
      'alter table "Customers" alter price type numeric(12, 2)',
      'update "Customers" set price = 10000 where id = 1',
      `conditional: Rows|1`,
    ],
    [
      'a larger whole number, which a client decodes otherwise even when it is small',
      'TYPE_WIDENED',
      'alter table "Customers" alter size type bigint',
      '',
      `conditional: Rows of public.Customers beyond integer in size|none`,
    ],
    [
      'whole numbers beyond the old type',
      'TYPE_WIDENED',
      'alter table "Customers" alter size type bigint',
      'update "Customers" set size = 3000000000',
      `conditional: Rows of public.Customers beyond integer in size|2`,
    ],
    [
      'a new child table without rows',
      'PARENT_DELETE_RESTRICTED',
      'create table parcels (id int, "to" int references "Customers")',
      '',
      `note: Rows of public.parcels that refer to public.Customers|none`,
    ],
    [
      'a new child table with rows',
      'PARENT_DELETE_RESTRICTED',
      'create table parcels (id int, "to" int references "Customers")',
      'insert into parcels values (1, 1), (2, null), (3, 2)',
      `conditional: Rows of public.parcels that refer to public.Customers|2`,
    ],
    [
      'a child table to which the old code adds rows itself',
      'PARENT_DELETE_RESTRICTED',
      'alter table orders add customer int references "Customers"',
      '',
      `conditional: Rows of public.orders that refer to public.Customers|none`,
    ],
    [
      'no duplicate, where an upsert would fail all the same',
      'UNIQUE_DROPPED',
      'drop index orders_code',
      '',
      `conditional: Values of (code) that public.orders has more than once|none`,
    ],
    [
      'a duplicate',
      'UNIQUE_DROPPED',
      'drop index orders_code',
      "insert into orders values (3, 'open', null, 'z', 'a')",
      `conditional: Values of (code) that public.orders has more than once|1`,
    ],
  ];

  test.each(CASES)('%s', async (_, code, migration, rows, expected) => {
    const { severity, message } = of(await counted(await span(migration, rows)), code);
    const [wanted = '', what = '', many = ''] = expected.split(/: |\|/);
    expect(severity).toBe(wanted);
    expect(message).toContain(`. ${what}`);
    expect(message.endsWith(`, ${WHEN}: ${many}.`)).toBe(true);
  });

  test('counting stops at ten thousand', async () => {
    const many = "insert into orders select n, 'paid', null, null, 'n' || n from generate_series(10, 12010) n";
    const { severity, message } = of(await counted(await span('alter table orders alter note drop not null', many)), 'NOT_NULL_DROPPED');
    expect({ severity, message }).toMatchObject({ severity: 'conditional', message: expect.stringContaining('more than 10000.') });
  });

  test('a table that the role may not read stays as bad as it was, and that is said', async () => {
    const one = await span('alter table orders alter note drop not null', '');
    const { severity, message } = of(await counted(one, 'stranger'), 'NOT_NULL_DROPPED');
    expect(severity).toBe('conditional');
    expect(message).toContain('Rows of public.orders with NULL in note could not be counted on the live database: permission denied');
  });

  test('a count that takes too long stays as bad as it was', async () => {
    const one = await span(
      'alter table orders alter note drop not null',
      "insert into orders select n, 'paid', null, 'x', 'n' || n from generate_series(10, 200000) n",
    );
    const hasty = createPostgres({ url: one.live.urlOf('reader'), statementTimeoutMs: 1 });
    const settled = await withCounts(one.findings, one.before, one.after, { database: hasty, now: () => NOW, signal: signal() });
    expect(of(settled, 'NOT_NULL_DROPPED')).toMatchObject({
      severity: 'conditional',
      message: expect.stringContaining('could not be counted'),
    });
  });

  test('rows that row level security hides do not count as none', async () => {
    const one = await span('alter table orders alter note drop not null', 'alter table orders enable row level security');
    const { severity, message } = of(await counted(one), 'NOT_NULL_DROPPED');
    expect({ severity, message }).toMatchObject({
      severity: 'conditional',
      message: expect.stringContaining('row level security hides rows from the role'),
    });
  });

  test('what breaks the old code, or was proved to fail, is never lowered', async () => {
    const one = await span("alter type status add value 'late'; alter table orders drop note, add checked text not null default ''", '');
    const failing = { statement: 'select 1', sqlstate: '42703', message: 'x' };
    const proved = one.findings.map((finding) => (finding.code === 'ENUM_LABEL_ADDED' ? { ...finding, failing } : finding));
    expect(await counted({ ...one, findings: proved })).toEqual(proved);
  });

  test('what the old code will write is in no table: a finding that depends on it stays and says so', async () => {
    const one = await span('create unique index one_note on orders (note)', '');
    const { severity, message } = of(await counted(one), 'UNIQUE_ADDED');
    expect(severity).toBe('data');
    expect(message).toMatch(/What the old code will write cannot be counted beforehand\.$/);
  });

  test('a database that is gone is asked once', async () => {
    const one = await span('alter table orders alter note drop not null; alter table "Customers" alter price type numeric(12, 2)', '');
    const asked: string[] = [];
    const gone = {
      query: async (sql: string): Promise<Answer> => {
        asked.push(sql);
        return { kind: 'unreachable', why: 'It is not there' };
      },
    };
    const settled = await withCounts(one.findings, one.before, one.after, { database: gone, now: () => NOW, signal: signal() });
    expect(asked).toHaveLength(1);
    expect(settled.map(({ severity }) => severity)).toEqual(['conditional', 'conditional']);
    for (const { message } of settled) expect(message).toContain('It is not there');
  });

  test('an answer that is no number is no zero', async () => {
    const one = await span('alter table orders alter note drop not null', '');
    const odd = { query: async (): Promise<Answer> => ({ kind: 'rows', rows: [], cut: false }) };
    const [settled] = await withCounts(one.findings, one.before, one.after, { database: odd, now: () => NOW, signal: signal() });
    expect(settled).toMatchObject({ severity: 'conditional', message: expect.stringContaining('the answer was no number') });
  });

  test('names with quotes and blanks are asked for as they are', async () => {
    const one = await span('alter table "Customers" alter "full name" type text', '');
    expect(countFor(of(one.findings, 'TYPE_WIDENED'), one.before, one.after)?.sql).toContain(
      'from "public"."Customers" where length("full name") > 5',
    );
  });
});

async function catalogueOf(live: LiveDatabase): Promise<Catalogue> {
  const read = await readLiveCatalogue(live.as('stranger'), signal());
  if (read.kind !== 'read') throw new Error(read.why);
  return read.catalogue;
}
