import { expect, test } from 'vitest';
import { readHistory } from '#src/schema/history/read-history.ts';
import { replay, type Replayed } from '#src/schema/replay/replay.ts';
import { runAhead } from '#src/schema/replay/run-ahead.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';

const BEFORE = ['create table a (id int)', 'create table b (id int); set search_path = nowhere'];
const AFTER = ['alter table a add column by text', 'create index on b (by)', 'drop table b'];

const open = () => openScratch({ engine: 'bundled', wallMs: 30_000, memoryMb: 1_536 });

test.each([
  { what: 'fails', sql: 'alter table a add column x int; alter table nowhere add column x int' },
  { what: 'takes long', sql: 'create table slow (id int); select pg_sleep(3); select pg_sleep(3); select pg_sleep(0)' },
  { what: 'is no transaction', sql: 'create index concurrently on a (id); alter table a add column y int' },
  { what: 'ends its transaction itself', sql: 'begin; alter table a add column y int; commit; alter table nowhere add column x int' },
  { what: 'ends with a comment', sql: 'alter table a add column x int; alter table a add column y int -- the last one' },
  { what: 'says how its text is read', sql: "set standard_conforming_strings = off; alter table a add column x text default 'a\\tb'" },
  { what: 'cannot be parsed', sql: 'alter tabel a add column y int' },
  { what: 'reads what is outside', sql: 'alter table a add column y int; copy a from stdin' },
])('a migration that $what comes to the same among others as alone', async ({ sql }) => {
  const files = [...BEFORE, sql, ...AFTER];
  expect(await replayed(files, files.length)).toEqual(await replayed(files, 0));
});

test('those before the one that fails were applied together', async () => {
  const scratch = await open();
  const { applied, lost } = await runAhead(scratch, 'sql', historyOf([...BEFORE, 'drop table nowhere', ...AFTER]).migrations);
  await scratch.close();
  expect({ outcomes: applied.map(({ outcome }) => outcome.kind), lost }).toEqual({ outcomes: ['applied', 'applied'], lost: null });
});

test('where the database is lost among several, none is said to have done it', async () => {
  const scratch = await openScratch({ engine: 'bundled', wallMs: 4_000, memoryMb: 1_536 });
  const all: Replayed[] = [];
  const hanging = 'set statement_timeout = 0; select pg_sleep(600)';
  await replay(scratch, historyOf([...BEFORE, hanging, ...AFTER]), { onMigration: (one) => void all.push(one) });
  await scratch.close();
  expect(all.map(({ outcome }) => outcome.kind)).toEqual(Array.from({ length: 6 }, () => 'lost'));
  expect(all[0]?.outcome).toMatchObject({ why: expect.stringContaining('This or one of the next, up to 0006_step.sql') as string });
});

async function replayed(files: readonly string[], aloneFrom: number) {
  const scratch = await open();
  const all: unknown[] = [];
  await replay(scratch, historyOf(files), {
    aloneFrom,
    onMigration: ({ index, outcome, parsed }) => void all.push({ index, outcome, parsed }),
  });
  const { rows } = (await scratch.run(
    "select relname::text as relation, attname::text as column from pg_attribute join pg_class on pg_class.oid = attrelid where attnum > 0 and relnamespace = 'public'::regnamespace order by 1, attnum",
  )) as { rows?: unknown };
  await scratch.close();
  return { all, rows };
}

function historyOf(files: readonly string[]) {
  const read = readHistory(new Map(files.map((sql, index) => [`000${index + 1}_step.sql`, sql])), 'sql');
  if (read.kind === 'not readable') throw new Error(read.why);
  return read;
}
