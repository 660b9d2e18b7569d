import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Catalogue } from '#src/schema/catalogue/catalogue.ts';
import { readCatalogue } from '#src/schema/catalogue/read-catalogue.ts';
import { drift } from '#src/schema/live/drift.ts';
import { readLiveCatalogue } from '#src/schema/live/read-live-catalogue.ts';
import type { FileTree } from '#src/schema/migration.ts';
import { replay } from '#src/schema/replay/replay.ts';
import { startLivePostgres, type LiveDatabase, type LivePostgres } from '#test/support/live-postgres.ts';
import { POSTGRES_BINARIES } from '#test/support/postgres.ts';
import { closeAll, historyOf, opened } from '../replay/replay-all.ts';
import { SHOP } from './histories.ts';

const signal = () => AbortSignal.timeout(20_000);

describe.skipIf(POSTGRES_BINARIES === null)('the files replayed, against a real server on which the same files were applied', () => {
  let server: LivePostgres;
  let files: Catalogue;

  beforeAll(async () => {
    server = await startLivePostgres();
    files = await replayed(SHOP);
  });
  afterAll(async () => {
    await server.stop();
    await closeAll();
  });

  async function applied(...more: readonly string[]): Promise<LiveDatabase> {
    const live = await server.create();
    for (const sql of [...SHOP.values(), ...more]) await live.run(sql);
    return live;
  }

  async function read(live: LiveDatabase): Promise<Catalogue> {
    const answer = await readLiveCatalogue(live.as('stranger'), signal());
    if (answer.kind !== 'read') throw new Error(answer.why);
    return answer.catalogue;
  }

  const told = (live: Catalogue) => drift(files, live).map(({ code, object, severity }) => `${severity} ${code} ${object}`);

  test('a role without any right on the tables reads the whole catalogue', async () => {
    const live = await applied();
    const stranger = await read(live);
    const owner = await readLiveCatalogue(live.as('owner'), signal());
    expect(owner).toEqual({ kind: 'read', catalogue: stranger });
    expect(stranger.relations.find(({ name }) => name === 'orders')).toMatchObject({ checks: { length: 2 }, foreignKeys: { length: 1 } });
  });

  test('a database that does not answer has no catalogue', async () => {
    const live = await server.create();
    const answer = await readLiveCatalogue(live.as('stranger'), AbortSignal.abort());
    expect(answer).toMatchObject({ kind: 'not read', why: expect.stringContaining('did not answer') });
  });

  test('no drift, on whatever major versions the two are', async () => {
    expect(told(await read(await applied()))).toEqual([]);
  });

  test('roles, rights, partitions, bookkeeping and other schemas are no drift', async () => {
    const live = await applied(
      "create table billing.entries_2026 partition of billing.entries for values from ('2026-01-01') to ('2027-01-01')",
      'drop table billing.entries_2025',
      'grant select, insert on orders to reader; revoke select on customers from public',
      'create table _prisma_migrations (id text); create schema drizzle; create table drizzle.__drizzle_migrations (id int)',
      'create schema auth; create table auth.users (id uuid); create schema reporting; create view reporting.all_orders as select * from orders',
    );
    await live.runAsSuperuser('reassign owned by owner to stranger');
    expect(told(await read(live))).toEqual([]);
    await live.runAsSuperuser('reassign owned by stranger to owner');
  });

  test.each<[string, string, readonly string[]]>([
    [
      'a column was dropped',
      'alter table orders drop column note cascade',
      [
        'hard COLUMN_DROPPED public.orders.note',
        'hard VIEW_DROPPED public.open_orders',
        'conditional TRIGGER_DROPPED public.orders/stamps',
      ],
    ],
    ['a table was dropped', 'drop table billing.entries', ['hard TABLE_DROPPED billing.entries']],
    ['a column became required', 'alter table orders alter note set not null', ['hard NOT_NULL_SET public.orders.note']],
    ['a required column was added', 'alter table orders add region text not null', ['hard REQUIRED_COLUMN_ADDED public.orders.region']],
    ['a type was narrowed', 'alter table billing.entries alter amount type smallint', ['data TYPE_NARROWED billing.entries.amount']],
    ['a label was added', "alter type status add value 'late'", ['conditional ENUM_LABEL_ADDED public.status']],
    ['a unique index was added', 'create unique index one_a_day on orders (placed)', ['data UNIQUE_ADDED public.orders/one_a_day']],
    ['a check was tightened', 'alter table orders add constraint cheap check (subtotal < 10)', ['data CHECK_ADDED public.orders/cheap']],
    [
      'a function does something else',
      'create or replace function stamp() returns trigger language plpgsql as $$ begin return null; end $$',
      ['conditional FUNCTION_BODY_CHANGED public.stamp()'],
    ],
    ['row security was forced', 'alter table orders enable row level security', ['conditional RLS_ENABLED public.orders']],
    ['a nullable column was added', 'alter table orders add region text', ['note DRIFT public.orders.region']],
    ['a table was added', 'create table scraps (id int)', ['note DRIFT public.scraps']],
    ['a column was renamed', 'alter table orders rename tax to vat', ['hard COLUMN_DROPPED public.orders.tax']],
  ])('%s by hand', async (_, change, expected) => {
    const findings = told(await read(await applied(change)));
    expect(findings).toEqual(expect.arrayContaining([...expected]));
  });

  test('a text that another major version may have printed is doubtful, and on the same one it is a change', async () => {
    const live = await read(
      await applied(
        "alter table orders alter tax set default 7; create or replace view open_orders as select o.id, c.name, o.total, 'x'::text as note from orders o join customers c on c.id = o.customer",
      ),
    );
    const otherMajor = { ...live, server: files.server - 10_000 };
    expect(told(otherMajor)).toEqual(['conditional DRIFT public.open_orders', 'conditional DRIFT public.orders.tax']);
    const sameMajor = { ...live, server: files.server };
    expect(told(sameMajor)).toEqual(
      expect.arrayContaining(['conditional DEFAULT_CHANGED public.orders.tax', 'conditional VIEW_REDEFINED public.open_orders']),
    );
  });

  test('every message says that it is about the files and the database', async () => {
    const findings = drift(files, await read(await applied('alter table orders drop column tax cascade; create table scraps (id int)')));
    expect(findings.find(({ code }) => code === 'COLUMN_DROPPED')?.message).toBe(
      'The database is not as the migration files make it: public.orders.tax no longer exists.',
    );
    expect(findings.find(({ code }) => code === 'DRIFT')?.message).toBe('public.scraps is in the database and in no migration file.');
  });
});

async function replayed(tree: FileTree): Promise<Catalogue> {
  const scratch = await opened([]);
  await replay(scratch, historyOf(tree, 'sql'), {
    onMigration: ({ outcome, migration }) => {
      if (outcome.kind !== 'applied') throw new Error(`${migration.name}: ${JSON.stringify(outcome)}`);
    },
  });
  const read = await readCatalogue(scratch);
  if (read.kind !== 'read') throw new Error(read.why);
  return read.catalogue;
}
