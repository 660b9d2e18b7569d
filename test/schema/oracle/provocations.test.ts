import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogue } from '#src/schema/catalogue/read-catalogue.ts';
import { diffCatalogues } from '#src/schema/diff/diff-catalogues.ts';
import { accept, execute } from '#src/schema/oracle/execute.ts';
import { judge } from '#src/schema/oracle/judge.ts';
import { provocations } from '#src/schema/oracle/provocations.ts';
import { openPglite, type Engine, type Ground } from '../traps/engines.ts';

const BEFORE =
  'create table teams (id int primary key); create table users (id int primary key, login text not null, nick text, score bigint, team int);';

let engine: Engine;
beforeAll(async () => {
  engine = await openPglite();
});
afterAll(() => engine.stop());

test.each([
  ['a shorter text', 'alter table users alter column login type varchar(10)', 'TYPE_NARROWED public.users.login 22001'],
  ['a smaller number', 'alter table users alter column score type integer', 'TYPE_NARROWED public.users.score 22003'],
  [
    'a key to another table',
    'alter table users add constraint of_team foreign key (team) references teams',
    'FK_ADDED public.users/of_team 23503',
  ],
  [
    'a check that is not understood',
    "alter table users add constraint plain check (login ~ '^[a-z]+$')",
    'CHECK_ADDED public.users/plain 23514',
  ],
])('%s is shown by a row that the old schema takes and the new one refuses', async (_, migration, shown) => {
  expect(await provedBy(BEFORE, migration)).toContain(shown);
});

test.each([
  [
    'of which one of two columns is filled, and the other two differ',
    `create table users (id int primary key);
     create table orders (a int references users, b int references users, note text, mail text, login text not null,
       check (num_nonnulls(note, mail) = 1), check (a <> b))`,
    'alter table orders alter column login type varchar(10)',
    'TYPE_NARROWED public.orders.login 22001',
  ],
  [
    'whose parent is the one that a default names',
    `create table kinds (kind text primary key); create table orders (login text not null, kind text not null default 'a kind' references kinds)`,
    "alter table orders add constraint plain check (login ~ '^[a-z]+$')",
    'CHECK_ADDED public.orders/plain 23514',
  ],
  [
    'that a trigger takes apart',
    `create table orders (version text not null);
     create function read() returns trigger language plpgsql as $$ begin if new.version !~ '^\\d+\\.\\d+\\.\\d+' then raise 'no version'; end if; return new; end $$;
     create trigger read before insert on orders for each row execute function read()`,
    'alter table orders add constraint short check (char_length(version) <= 150)',
    'CHECK_ADDED public.orders/short 23514',
  ],
])('so it is by a row %s', async (_, schema, migration, shown) => {
  expect(await provedBy(schema, migration)).toContain(shown);
});

async function provedBy(schema: string, migration: string): Promise<string[]> {
  const [old, now] = engine.grounds;
  await old.begin(schema);
  await now.begin(schema);
  const before = await catalogueOf(now);
  await now.run(migration);
  const after = await catalogueOf(now);
  const findings = diffCatalogues(before, after);
  const judged = judge(findings, await execute(now, await accept(old, provocations(before, after, findings))));
  return judged.map(({ code, object, failing }) => `${code} ${object} ${failing?.sqlstate}`);
}

async function catalogueOf(ground: Ground) {
  const read = await readCatalogue(ground);
  if (read.kind === 'not read') throw new Error(read.why);
  return read.catalogue;
}

test('a check that is too long to be taken apart is left alone, and the search for rows ends', async () => {
  const columns = Array.from({ length: 600 }, (_, at) => `c${at}`);
  const pairs = columns.map((column, at) => `(${column} is null and ${columns[(at + 1) % 600]} is not null)`);
  const schema = `create table wide (${columns.map((column) => `${column} int`).join(', ')}, login text not null, check (${pairs.join(' or ')}))`;
  expect(await provedBy(schema, 'alter table wide alter column login type varchar(10)')).toEqual([
    'TYPE_NARROWED public.wide.login undefined',
  ]);
});
