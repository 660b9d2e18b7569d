import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHistory } from '#src/schema/history/read-history.ts';
import type { History } from '#src/schema/migration.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';
import { ownServer } from '#src/schema/scratch/own-server.ts';
import { createFoundations, type Foundation, type Foundations } from '#src/schema/verdict/foundation.ts';
import { judgeSpan, type Judged } from '#src/schema/verdict/judge.ts';

type Readable = Extract<History, { kind: 'history' }>;

const FILES = [
  "create table orders (id serial primary key, total int not null); select setval('orders_id_seq', 7, false)",
  'create table lines (id int generated always as identity primary key, of int references orders on delete cascade)',
  'alter table orders add column paid boolean not null default false',
  'alter table lines add column price int',
  'alter table orders drop column total',
  'alter table lines rename column price to amount',
];

let opened = 0;
let foundations: Foundations;
beforeAll(() => {
  foundations = createFoundations(2);
});
afterAll(() => foundations.close());

const open = () => {
  opened += 1;
  return openScratch({ engine: 'bundled', wallMs: 30_000, memoryMb: 1_536 });
};

test('a later history begins where a kept one ends, and its report is that of one laid anew', async () => {
  const anew = await Promise.all([2, 4].map((from) => coldly(from)));
  opened = 0;
  const reports = [await judged(2, foundations), await judged(2, foundations), await judged(4, foundations), await judged(2, foundations)];
  expect(reports).toEqual([anew[0], anew[0], anew[1], anew[0]]);
  expect(reports.map(({ verdict }) => verdict)).toEqual(['unsafe', 'unsafe', 'unsafe', 'unsafe']);
  expect(opened).toBe(1);
});

test('sequences stand for every question where the migrations left them', async () => {
  const values = [];
  for (let question = 0; question < 2; question += 1) {
    const foundation = await laid(2, foundations);
    values.push(await foundation.old.probe("select nextval('orders_id_seq') as next"));
    await foundation.release();
  }
  expect(values).toEqual([
    { kind: 'ok', rows: [{ next: 7 }] },
    { kind: 'ok', rows: [{ next: 7 }] },
  ]);
});

test('the one that was used longest ago is forgotten, and is laid anew', async () => {
  opened = 0;
  for (const tool of ['sql', 'goose', 'diesel'] as const) await (await laid(1, foundations, tool)).release();
  expect(opened).toBe(3);
  await (await laid(1, foundations, 'diesel')).release();
  expect(opened).toBe(3);
  await (await laid(1, foundations, 'sql')).release();
  expect(opened).toBe(4);
});

test('one whose server died is laid anew, and one whose server dies in the middle is unknown', async () => {
  const right = await judged(2, foundations);
  await foundations.prepare();
  await killServer();
  expect(await judged(2, foundations)).toEqual(right);

  const half = createFoundations(1);
  const foundation = await laid(2, half);
  await killServer();
  const now = await foundation.take();
  expect(await now.run('select 1')).toMatchObject({ kind: 'lost' });
  await now.close();
  await foundation.release();
  expect(await judged(2, half)).toEqual(right);
  await half.close();
});

test('on the server nothing is left', async () => {
  await foundations.close();
  const { rows } = (await (
    await ownServer()
  )?.administrator.pool.query(
    "select datname::text as name from pg_database where datname like 'switchback_%' union all select rolname from pg_roles where rolname like 'switchback_%'",
  )) ?? { rows: null };
  expect(rows).toEqual([]);
});

async function coldly(from: number): Promise<Judged> {
  const own = createFoundations(0);
  const report = await judged(from, own);
  await own.close();
  return report;
}

async function judged(from: number, on: Foundations): Promise<Judged> {
  return await judgeSpan(
    {
      before: history(from),
      live: history(FILES.length),
      contract: null,
      folder: '',
      tree: new Map(),
      oldTree: new Map(),
      sources: async () => null,
      signatureOf: async () => null,
      reached: () => null,
      open,
      extensions: [],
      foundations: on,
      database: null,
      remedies: false,
      now: 0,
    },
    AbortSignal.timeout(60_000),
  );
}

async function laid(count: number, on: Foundations, tool: Readable['tool'] = 'sql'): Promise<Foundation> {
  const foundation = await on.lay({ history: { ...history(count), tool }, extensions: [], lookBack: 20, open });
  if (foundation.kind === 'lost') throw new Error(foundation.why);
  return foundation;
}

function history(count: number): Readable {
  const read = readHistory(new Map(FILES.slice(0, count).map((sql, index) => [`000${index + 1}_step.sql`, sql])), 'sql');
  if (read.kind === 'not readable') throw new Error(read.why);
  return read;
}

/** The process whose folder the server's address names. */
async function killServer(): Promise<void> {
  const url = new URL((await ownServer())?.administrator.url ?? '');
  const folder = url.searchParams.get('host') ?? '';
  const [pid] = readFileSync(`${folder}/data/postmaster.pid`, 'utf8').split('\n');
  expect(readdirSync(`/proc/${pid}`)).toContain('stat');
  process.kill(Number(pid), 'SIGKILL');
  await expect.poll(async () => new URL((await ownServer())?.administrator.url ?? '').searchParams.get('host')).not.toBe(folder);
}
