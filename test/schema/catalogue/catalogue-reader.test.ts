import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCatalogueReader } from '#src/schema/catalogue/create-catalogue-reader.ts';
import type { CatalogueRead } from '#src/schema/catalogue/read-catalogue.ts';
import type { Ran, Step } from '#src/schema/scratch.ts';
import { CHANGING_STATEMENTS } from './changing-statements.ts';
import { randomStatement } from './random-statement.ts';

const PATIENCE = 240_000;
let database: PGlite;
let asked = 0;

beforeAll(async () => {
  database = await PGlite.create({ extensions: { citext } });
}, PATIENCE);
afterAll(() => database.close());

test(
  'a database that changes is read as if it were read whole, statement by statement, also where it is undone',
  { timeout: PATIENCE },
  async () => {
    const reader = createCatalogueReader({ runAll });
    await same(reader.read(), 'at first');
    for (const statement of CHANGING_STATEMENTS) {
      await database.exec('begin');
      const inside = await runAll([{ sql: statement }]);
      if (inside[0]?.kind === 'ok') await same(reader.read(), `inside: ${statement}`);
      await database.exec('rollback');
      await same(reader.read(), `undone: ${statement}`);
      expect(await runAll([{ sql: statement }]), statement).toEqual([{ kind: 'ok', rows: [] }]);
      await same(reader.read(), statement);
    }
  },
);

test('one long transaction is read as it goes, and then as if it had never been', { timeout: PATIENCE }, async () => {
  const reader = createCatalogueReader({ runAll });
  await reader.read();
  await database.exec('begin; set quote_all_identifiers = on; set search_path = pg_catalog');
  for (const statement of CHANGING_STATEMENTS) {
    await database.exec('savepoint one');
    const [ran] = await runAll([{ sql: statement }]);
    if (ran?.kind === 'ok') await same(reader.read(), statement);
    else await database.exec('rollback to savepoint one');
  }
  await database.exec('rollback');
  await same(reader.read(), 'undone');
});

test('what a savepoint undid is not seen, and what was dropped and made again is', { timeout: PATIENCE }, async () => {
  const reader = createCatalogueReader({ runAll });
  await database.exec('create table kept (id int primary key, note text)');
  await same(reader.read(), 'before');
  await database.exec('begin; savepoint one; alter table kept drop column note; rollback to savepoint one; alter table kept add more text');
  await same(reader.read(), 'inside');
  await database.exec('commit');
  await same(reader.read(), 'committed');
  await database.exec('begin; drop table kept; create table kept (id int); commit');
  await same(reader.read(), 'made again');
});

test('a change that is small costs no full read', { timeout: PATIENCE }, async () => {
  const reader = createCatalogueReader({ runAll });
  await reader.read();
  await database.exec('create table small (id int primary key)');
  asked = 0;
  await reader.read();
  await database.exec('alter table small add note text; create unique index on small (note)');
  await reader.read();
  await database.exec('insert into small values (1)');
  await reader.read();
  // Two questions and two answers for each change, and one of each where nothing changed.
  expect(asked).toBe(4 + 4 + 2);
});

test('random changes, committed, undone or half undone', { timeout: PATIENCE }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(randomStatement, fc.constantFrom('commit', 'commit', 'rollback')), { minLength: 5, maxLength: 25 }),
      async (run) => {
        await database.exec('drop schema if exists play cascade; create schema play; set search_path = play');
        const reader = createCatalogueReader({ runAll });
        await reader.read();
        for (const [statement, end] of run) {
          await database.exec('begin');
          const [ran] = await runAll([{ sql: statement }]);
          if (ran?.kind === 'ok') await same(reader.read(), `inside: ${statement}`);
          await database.exec(ran?.kind === 'ok' ? end : 'rollback');
          await same(reader.read(), `${end}: ${statement}`);
        }
      },
    ),
    { numRuns: 12, seed: 20_261_120 },
  );
});

test('a reader whose question fails says that nothing was read, and reads again when it can', { timeout: PATIENCE }, async () => {
  const reader = createCatalogueReader({ runAll });
  await reader.read();
  await database.exec('begin');
  await runAll([{ sql: 'select * from nowhere' }]);
  expect(await reader.read()).toMatchObject({ kind: 'not read', why: expect.stringContaining('25P02') });
  await database.exec('rollback');
  await same(reader.read(), 'afterwards');
});

test('a lost database and an answer in another form are not read', async () => {
  const lost = createCatalogueReader({ runAll: async (steps) => steps.map(() => ({ kind: 'lost', why: 'It died.' })) });
  expect(await lost.read()).toMatchObject({ kind: 'not read', why: expect.stringContaining('It died.') });
  const odd = createCatalogueReader({ runAll: async (steps) => steps.map(() => ({ kind: 'ok', rows: [{ answer: { catalogue: {} } }] })) });
  expect(await odd.read()).toMatchObject({ kind: 'not read' });
});

async function runAll(steps: readonly Step[]): Promise<Ran[]> {
  const answers: Ran[] = [];
  for (const { sql, rows } of steps) {
    asked += 1;
    try {
      const results = await database.exec(sql);
      answers.push({ kind: 'ok', rows: rows === true ? ((results.at(-1)?.rows ?? []) as Extract<Ran, { kind: 'ok' }>['rows']) : [] });
    } catch (error) {
      const { code = '', message } = error as { code?: string; message: string };
      answers.push({ kind: 'failed', sqlstate: code, message, position: null });
    }
  }
  return answers;
}

async function same(read: Promise<CatalogueRead>, when: string): Promise<void> {
  const seen = await read;
  const whole = await createCatalogueReader({ runAll }).read();
  expect(whole.kind, when).toBe('read');
  expect(seen, when).toEqual(whole);
}
