import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scratch } from '#src/schema/scratch.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';
import { POSTGRES_BINARIES, startPostgres, type TestPostgres } from '#test/support/postgres.ts';

const EXTENSIONS = ['uuid-ossp', 'pgcrypto', 'citext', 'no_such_extension'];

let postgres: TestPostgres;
const servers = POSTGRES_BINARIES === null ? [] : ['server'];

beforeAll(async () => {
  if (POSTGRES_BINARIES !== null) postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.stop();
});

describe.each(['pglite', 'bundled', ...servers])('on %s', (kind) => {
  let scratch: Scratch;
  beforeAll(async () => {
    const engine = kind !== 'server' ? kind : await postgres.createSchema();
    scratch = await openScratch({ engine, wallMs: 30_000, memoryMb: 1536, extensions: EXTENSIONS });
  });
  afterAll(() => scratch.close());

  test('values come the same from every engine', async () => {
    const sql = `select 1 as small, 2::bigint as long, 9007199254740993::bigint as longer, true as yes, 1.5::float8 as half, 1.50::numeric as price,
      null as nothing, '{1,2}'::int[] as list, '{"a": [1]}'::jsonb as document, '2026-01-02'::date as day, 'x'::name as name`;
    expect(await scratch.run(sql)).toEqual({
      kind: 'ok',
      rows: [
        {
          small: 1,
          long: 2,
          longer: '9007199254740993',
          yes: true,
          half: 1.5,
          price: '1.50',
          nothing: null,
          list: '{1,2}',
          document: { a: [1] },
          day: '2026-01-02',
          name: 'x',
        },
      ],
    });
  });

  test('of several statements the rows of the last come back', async () => {
    expect(await scratch.run('select 1 as a; select 2 as b')).toEqual({ kind: 'ok', rows: [{ b: 2 }] });
  });

  test('a failure has its SQLSTATE and its place', async () => {
    expect(await scratch.run('select * from nowhere')).toEqual({
      kind: 'failed',
      sqlstate: '42P01',
      message: 'relation "nowhere" does not exist',
      position: 15,
    });
  });

  test('a probe leaves nothing behind, and SQL that would end its transaction is not run', async () => {
    expect(await scratch.probe('create table probed (a int); insert into probed values (1) returning a')).toEqual({
      kind: 'ok',
      rows: [{ a: 1 }],
    });
    expect(await scratch.probe('create table probed (a int); commit')).toMatchObject({ kind: 'failed', sqlstate: '2D000' });
    expect(await scratch.probe('create table probed (a int); do $$ begin commit; end $$')).toMatchObject({
      kind: 'failed',
      sqlstate: '2D000',
    });
    expect(await scratch.run('select * from probed')).toMatchObject({ kind: 'failed', sqlstate: '42P01' });
  });

  test('steps after a failed one do not run, except those that always do, and the transaction is over', async () => {
    const answers = await scratch.runAll([
      { sql: 'begin' },
      { sql: 'create table stepped (a int)' },
      { sql: 'insert into nowhere values (1)' },
      { sql: 'select 1 as one', rows: true },
      { sql: "select to_regclass('stepped') as found", rows: true, always: true },
    ]);
    expect(answers).toMatchObject([
      { kind: 'ok', rows: [] },
      { kind: 'ok', rows: [] },
      { kind: 'failed', sqlstate: '42P01' },
      null,
      { kind: 'ok', rows: [{ found: null }] },
    ]);
  });

  test('a transaction that the steps leave open stays open for the next', async () => {
    await scratch.runAll([{ sql: 'begin' }, { sql: 'create table half (a int)' }]);
    expect(await scratch.run('insert into half values (1) returning a')).toMatchObject({ kind: 'ok', rows: [{ a: 1 }] });
    await scratch.run('rollback');
    expect(await scratch.run('select * from half')).toMatchObject({ kind: 'failed', sqlstate: '42P01' });
  });

  test('extensions that were asked for and are there can be created; one that is not there is an ordinary failure', async () => {
    expect(await scratch.run("create extension if not exists citext; select 'A'::citext = 'a' as same")).toMatchObject({
      kind: 'ok',
      rows: [{ same: true }],
    });
    expect(await scratch.run('create extension no_such_extension')).toMatchObject({ kind: 'failed' });
    expect(await scratch.run('select 1 as one')).toMatchObject({ kind: 'ok' });
  });

  test('scripts are read in the scratch process', async () => {
    expect(await scratch.parse('drop table t')).toMatchObject({ kind: 'parsed', statements: [{ node: 'DropStmt', line: 1 }] });
    expect(await scratch.parse('drop tabel t')).toMatchObject({ kind: 'not parsed', line: 1 });
  });

  test('calls made at once are served one after another', async () => {
    const answers = await Promise.all([1, 2, 3].map((number) => scratch.run(`select ${number} as number`)));
    expect(answers).toEqual([1, 2, 3].map((number) => ({ kind: 'ok', rows: [{ number }] })));
  });

  test.each([
    "select pg_read_file('/etc/passwd')",
    "create temp table stolen (line text); copy stolen from '/etc/passwd'",
    "select lo_import('/etc/passwd')",
    'drop database postgres',
  ])('%s fails', async (sql) => {
    expect(await scratch.run(sql)).toMatchObject({ kind: 'failed' });
    expect(await scratch.run('select 1 as one')).toEqual({ kind: 'ok', rows: [{ one: 1 }] });
  });
});

test('a file that PGlite writes is not a file of the machine', async () => {
  const scratch = await openScratch({ engine: 'pglite', wallMs: 30_000, memoryMb: 1536 });
  const path = join(tmpdir(), `switchback-escaped-${process.pid}`);
  await scratch.run(`copy (select 1) to '${path}'`);
  expect(existsSync(path)).toBe(false);
  await scratch.close();
});

test.runIf(POSTGRES_BINARIES !== null)('on a server the role can do nothing elsewhere, and leaves nothing behind', async () => {
  const engine = await postgres.createSchema();
  const first = await openScratch({ engine, wallMs: 30_000, memoryMb: 1536 });
  expect(await first.run('select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user')).toEqual({
    kind: 'ok',
    rows: [{ rolsuper: false, rolcreatedb: false, rolcreaterole: false }],
  });
  expect(await first.run('reset session authorization; set role postgres')).toMatchObject({ kind: 'failed', sqlstate: '42501' });
  expect(await first.run("copy (select 1) to program 'id'")).toMatchObject({ kind: 'failed', sqlstate: '42501' });
  expect(await first.run('set search_path = ghost; create schema ghost')).toMatchObject({ kind: 'ok' });
  await first.close();

  const second = await openScratch({ engine, wallMs: 30_000, memoryMb: 1536 });
  expect(await second.run("select count(*) as others from pg_roles where rolname like 'switchback%' and rolname <> current_user")).toEqual({
    kind: 'ok',
    rows: [{ others: 0 }],
  });
  expect(
    await second.run("select count(*) as others from pg_database where datname like 'switchback%' and datname <> current_database()"),
  ).toEqual({
    kind: 'ok',
    rows: [{ others: 0 }],
  });
  await second.close();
});

test.runIf(POSTGRES_BINARIES !== null)('a server ends a statement that takes too long, and goes on', async () => {
  const scratch = await openScratch({ engine: await postgres.createSchema(), wallMs: 2000, memoryMb: 1536 });
  expect(await scratch.run('select pg_sleep(60)')).toMatchObject({ kind: 'failed', sqlstate: '57014' });
  expect(await scratch.run('select 1 as one')).toMatchObject({ kind: 'ok' });
  expect(await scratch.run('set statement_timeout = 0; select pg_sleep(60)')).toMatchObject({ kind: 'lost' });
  await scratch.close();
});

test('a server that cannot be reached is a lost database that says why and not with which password', async () => {
  const scratch = await openScratch({ engine: 'postgres://someone:s3cret@127.0.0.1:1/shop', wallMs: 1000, memoryMb: 1536 });
  const answer = await scratch.run('select 1');
  expect(answer).toMatchObject({ kind: 'lost', why: expect.stringContaining('No scratch database could be made') });
  expect(JSON.stringify(answer)).not.toContain('s3cret');
  expect(await scratch.runAll([{ sql: 'select 1' }, { sql: 'select 2', always: true }])).toMatchObject([
    { kind: 'lost' },
    { kind: 'lost' },
  ]);
  expect(await scratch.parse('select 1')).toMatchObject({ kind: 'lost' });
  await scratch.close();
});
