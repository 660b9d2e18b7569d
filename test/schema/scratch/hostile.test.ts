import { expect, test } from 'vitest';
import type { Ran, Scratch } from '#src/schema/scratch.ts';
import { openScratch, type ScratchOptions } from '#src/schema/scratch/open-scratch.ts';

const LIMITS: ScratchOptions = { engine: 'pglite', wallMs: 4000, memoryMb: 1536 };
const PATIENCE = 120_000;

test.each([
  { what: 'starts a program', sql: "copy (select 1) to program 'id'" },
  { what: 'starts a program inside a block', sql: "do $$ begin execute 'copy (select 1) to program ''id'''; end $$" },
  { what: 'reads from a program', sql: "create table stolen (line text); copy stolen from program 'cat /etc/passwd'" },
  { what: 'loops for ever', sql: 'do $$ begin loop end loop; end $$' },
  { what: 'sleeps', sql: 'select pg_sleep(600)' },
  {
    what: 'recurses for ever with the limit lifted',
    sql: `set max_stack_depth = '7MB'; create function again(int) returns int language plpgsql as 'begin return again($1 + 1); end'; select again(1)`,
  },
  { what: 'forges the system catalogue', sql: 'set allow_system_table_mods = on; delete from pg_catalog.pg_class where oid < 16384' },
])(
  'a script that $what never ends in ok, and nothing untrue is said after it',
  async ({ sql }) => {
    await using scratch = await disposable(LIMITS);
    const answer = await scratch.run(sql);
    const later = await scratch.run('select 1 as one');
    expect(answer.kind).not.toBe('ok');
    // A refusal that leaves the database alive is as good as losing it; an answer from a dead one is not.
    expect(isHonest(answer, later)).toBe(true);
  },
  PATIENCE,
);

test(
  'a recursion without end is an ordinary failure',
  async () => {
    await using scratch = await disposable({ ...LIMITS, wallMs: 60_000 });
    await scratch.run("create function again(int) returns int language plpgsql as 'begin return again($1 + 1); end'");
    expect(await scratch.run('select again(1)')).toMatchObject({ kind: 'failed', sqlstate: '54001' });
    expect(await scratch.run('select 1 as one')).toMatchObject({ kind: 'ok' });
  },
  PATIENCE,
);

test(
  'a script that eats memory is stopped at the limit',
  async () => {
    await using scratch = await disposable({ ...LIMITS, wallMs: 60_000, memoryMb: 900 });
    const sql = "create table big as select string_agg(repeat('x', 1000000), '') as text from generate_series(1, 900)";
    const answer = await scratch.run(sql);
    expect(answer).toMatchObject({ kind: 'lost', why: expect.stringContaining('900 MB') });
  },
  PATIENCE,
);

test(
  'an answer too large to hold is refused',
  async () => {
    await using scratch = await disposable({ ...LIMITS, wallMs: 60_000 });
    expect(await scratch.run("select repeat('x', 70000000) as text")).toMatchObject({ kind: 'failed', sqlstate: '54000' });
    expect(await scratch.run('select 1 as one')).toMatchObject({ kind: 'ok' });
  },
  PATIENCE,
);

test(
  'five megabytes of statements are read and run',
  async () => {
    await using scratch = await disposable({ ...LIMITS, wallMs: 60_000 });
    const row = `insert into notes values ('${'x'.repeat(1000)}');\n`;
    const sql = `create table notes (text text);\n${row.repeat(5000)}`;
    const parsed = await scratch.parse(sql);
    expect(parsed.kind === 'parsed' && parsed.statements.length).toBe(5001);
    expect(await scratch.run(sql)).toMatchObject({ kind: 'ok' });
    expect(await scratch.run('select count(*) as notes from notes')).toMatchObject({ kind: 'ok', rows: [{ notes: 5000 }] });
  },
  PATIENCE,
);

test(
  'all calls together have a limit too',
  async () => {
    await using scratch = await disposable({ ...LIMITS, totalMs: 3000 });
    let answer: Ran = { kind: 'ok', rows: [] };
    for (let call = 0; call < 10 && answer.kind === 'ok'; call += 1) answer = await scratch.run('select pg_sleep(1)');
    expect(answer).toMatchObject({ kind: 'lost' });
  },
  PATIENCE,
);

test(
  'a closed database is lost',
  async () => {
    const scratch = await openScratch(LIMITS);
    await scratch.close();
    expect(await scratch.run('select 1')).toEqual({ kind: 'lost', why: 'The scratch database was closed.' });
  },
  PATIENCE,
);

async function disposable(options: ScratchOptions): Promise<Scratch & AsyncDisposable> {
  const scratch = await openScratch(options);
  return { ...scratch, [Symbol.asyncDispose]: () => scratch.close() };
}

function isHonest(answer: Ran, later: Ran): boolean {
  if (answer.kind === 'lost') return later.kind === 'lost';
  return later.kind === 'ok' && JSON.stringify(later.rows) === '[{"one":1}]';
}
