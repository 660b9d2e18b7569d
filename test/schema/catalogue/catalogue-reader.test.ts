import { isDeepStrictEqual } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCatalogueReader } from '#src/schema/catalogue/create-catalogue-reader.ts';
import type { Ran, Step } from '#src/schema/scratch.ts';
import { CHANGING_STATEMENTS } from './changing-statements.ts';
import { randomStatement } from './random-statement.ts';

const PATIENCE = 300_000;
let database: PGlite;
let asked = 0;

beforeAll(async () => {
  database = await PGlite.create({ extensions: { citext } });
}, PATIENCE);
afterAll(() => database.close());

test('what changed is read as if all were read, after every statement, also where it is undone', { timeout: PATIENCE }, async () => {
  const { look, different } = watch();
  const refused: string[] = [];
  await look('at first');
  for (const statement of CHANGING_STATEMENTS) {
    await database.exec('begin');
    if (await runs(statement)) await look(`inside: ${statement}`);
    await database.exec('rollback');
    await look(`undone: ${statement}`);
    if (!(await runs(statement))) refused.push(statement);
    await look(statement);
  }
  expect({ different, refused }).toEqual({ different: [], refused: [] });
});

test('one long transaction is read as it goes, and then as if it had never been', { timeout: PATIENCE }, async () => {
  const { look, different } = watch();
  await look('at first');
  await database.exec('begin; set quote_all_identifiers = on; set search_path = pg_catalog');
  for (const statement of CHANGING_STATEMENTS) {
    await database.exec('savepoint one');
    if (await runs(statement)) await look(statement);
    else await database.exec('rollback to savepoint one');
  }
  await database.exec('rollback');
  await look('undone');
  expect(different).toEqual([]);
});

test('what a savepoint undid is not seen, and what was dropped and made again is', { timeout: PATIENCE }, async () => {
  const { look, different } = watch();
  await database.exec('create table kept (id int primary key, note text)');
  await look('before');
  await database.exec('begin; savepoint one; alter table kept drop column note; rollback to savepoint one; alter table kept add more text');
  await look('inside');
  await database.exec('commit');
  await look('committed');
  await database.exec('begin; drop table kept; create table kept (id int); commit');
  await look('made again');
  expect(different).toEqual([]);
});

test('a small change costs no full read', { timeout: PATIENCE }, async () => {
  const reader = createCatalogueReader({ runAll });
  await database.exec('create table small (id int primary key)');
  await reader.read();
  asked = 0;
  await database.exec('alter table small add note text; create unique index on small (note)');
  await reader.read();
  // What changed, and then the changed table: one message each.
  expect(asked).toBe(2);
  await database.exec('insert into small values (1)');
  await reader.read();
  expect(asked).toBe(3);
});

test('random changes, committed or undone', { timeout: PATIENCE }, async () => {
  const run = fc.array(fc.tuple(randomStatement, fc.constantFrom('commit', 'commit', 'rollback')), { minLength: 5, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(run, async (changes) => {
      await database.exec('drop schema if exists play cascade; create schema play; set search_path = play');
      const { look, different } = watch();
      await look('at first');
      for (const [statement, end] of changes) {
        await database.exec('begin');
        const ran = await runs(statement);
        if (ran) await look(`inside: ${statement}`);
        await database.exec(ran ? end : 'rollback');
        await look(`${end}: ${statement}`);
      }
      expect(different).toEqual([]);
    }),
    { numRuns: 12, seed: 20_261_120 },
  );
});

test('a reader whose question fails says that nothing was read, and reads again when it can', { timeout: PATIENCE }, async () => {
  const reader = createCatalogueReader({ runAll });
  await reader.read();
  await database.exec('begin');
  await runs('select * from nowhere');
  expect(await reader.read()).toMatchObject({ kind: 'not read', why: expect.stringContaining('25P02') });
  await database.exec('rollback');
  expect(await reader.read()).toEqual(await createCatalogueReader({ runAll }).read());
});

test('a lost database and an answer in another form are not read', async () => {
  const lost = createCatalogueReader({ runAll: async (steps) => steps.map(() => ({ kind: 'lost', why: 'It died.' })) });
  expect(await lost.read()).toMatchObject({ kind: 'not read', why: expect.stringContaining('It died.') });
  const odd = createCatalogueReader({ runAll: async (steps) => steps.map(() => ({ kind: 'ok', rows: [{ answer: { catalogue: {} } }] })) });
  expect(await odd.read()).toMatchObject({ kind: 'not read' });
});

/** Holds what a reader says against a whole read, as often as it is asked to look. */
function watch(): { readonly look: (when: string) => Promise<void>; readonly different: readonly string[] } {
  const reader = createCatalogueReader({ runAll });
  const different: string[] = [];
  return {
    different,
    look: async (when) => {
      const seen = await reader.read();
      const whole = await createCatalogueReader({ runAll }).read();
      if (whole.kind !== 'read' || !isDeepStrictEqual(seen, whole)) different.push(when);
    },
  };
}

async function runs(sql: string): Promise<boolean> {
  const [ran] = await runAll([{ sql }]);
  return ran?.kind === 'ok';
}

async function runAll(steps: readonly Step[]): Promise<Ran[]> {
  const answers: Ran[] = [];
  for (const { sql } of steps) {
    asked += 1;
    try {
      const results = await database.exec(sql);
      answers.push({ kind: 'ok', rows: results.at(-1)?.rows ?? [] });
    } catch (error) {
      const { code = '', message } = error as { code?: string; message: string };
      answers.push({ kind: 'failed', sqlstate: code, message, position: null });
    }
  }
  return answers;
}
