import { describe, expect, test } from 'vitest';
import type { Ran, Row, Scratch } from '#src/schema/scratch.ts';
import { openScratch, type ScratchOptions } from '#src/schema/scratch/open-scratch.ts';

const PATIENCE = 120_000;
/** Where the database is the process, that outgrows its limit; where a server holds it, the system refuses the server more. */
const ENGINES = [
  { engine: 'pglite', memory: 'needed more than 900 MB of memory' },
  { engine: 'bundled', memory: 'ran out of what it may use (53200' },
];

describe.each(ENGINES)('on $engine', ({ engine, memory }) => {
  const LIMITS: ScratchOptions = { engine, wallMs: 4000, memoryMb: 1536 };

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
      const variables = ['a', 'b', 'c', 'd'].map((name) => `${name} text := repeat('${name}', 500000000);`).join(' ');
      const sql = `do $$ declare ${variables} begin end $$`;
      const answer = await scratch.run(sql);
      expect(answer).toMatchObject({ kind: 'lost', why: expect.stringContaining(memory) });
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
});

describe('on a server', () => {
  test.each([
    { what: 'in one table', sql: 'create table big as select repeat(md5(i::text), 60) as text from generate_series(1, 4000000) i' },
    {
      what: 'in many tables',
      sql: `do $$ begin for t in 1..40 loop execute format('create table big_%s as select repeat(md5(i::text), 60) as text from generate_series(1, 150000) i', t); end loop; end $$`,
    },
  ])(
    'a script that fills the disk $what is stopped',
    async ({ sql }) => {
      await using scratch = await disposable({ engine: 'bundled', wallMs: 60_000, memoryMb: 1536 });
      expect(await scratch.run(sql)).not.toMatchObject({ kind: 'ok' });
    },
    PATIENCE,
  );

  test(
    'sessions that come later are as the first, whatever SQL has set for them',
    async () => {
      await using scratch = await disposable({ engine: 'bundled', wallMs: 30_000, memoryMb: 1536 });
      await scratch.run(`do $$ begin
      execute 'alter role current_user password ''other''';
      execute 'alter role current_user set search_path = nowhere';
      execute format('alter role current_user in database %I set default_transaction_read_only = on', current_database());
      execute format('alter database %I set default_transaction_isolation = ''serializable''', current_database());
      execute format('alter database %I is_template true', current_database());
    end $$`);
      const copy = await scratch.copy?.();
      const sql = `select current_setting('search_path') as path, current_setting('default_transaction_read_only') as reads,
      current_setting('default_transaction_isolation') as isolation`;
      const asFirst = { kind: 'ok', rows: [{ path: '"$user", public', reads: 'off', isolation: 'read committed' }] };
      expect(await scratch.run(sql)).toEqual(asFirst);
      expect(await copy?.run(sql)).toEqual(asFirst);
      await copy?.close();
    },
    PATIENCE,
  );

  test(
    'it has no network, and no language or extension that has',
    async () => {
      await using scratch = await disposable({
        engine: 'bundled',
        wallMs: 30_000,
        memoryMb: 1536,
        extensions: ['dblink', 'postgres_fdw', 'file_fdw', 'plpython3u', 'plperlu'],
      });
      expect(await scratch.run("select current_setting('listen_addresses') as addresses")).toEqual({
        kind: 'ok',
        rows: [{ addresses: '' }],
      });
      expect(await scratch.run('select extname::text as name from pg_extension order by 1')).toEqual({
        kind: 'ok',
        rows: [{ name: 'plpgsql' }],
      });
      for (const name of ['dblink', 'postgres_fdw', 'file_fdw', 'plpython3u', 'plperlu'])
        expect(await scratch.run(`create extension ${name}`)).toMatchObject({ kind: 'failed' });
      expect(await scratch.run("create subscription s connection 'host=127.0.0.1' publication p")).toMatchObject({
        kind: 'failed',
        sqlstate: '42501',
      });
    },
    PATIENCE,
  );

  test(
    'nobody reaches the database of another question, and nothing of it is left afterwards',
    async () => {
      const one = await openScratch({ engine: 'bundled', wallMs: 30_000, memoryMb: 1536 });
      const other = await openScratch({ engine: 'bundled', wallMs: 30_000, memoryMb: 1536 });
      const [{ database = '', role = '' } = {}] = rowsOf(
        await one.run('select current_database()::text as database, current_user::text as role'),
      ) as { database?: string; role?: string }[];
      await one.run('create table mine (a int)');
      for (const sql of [
        `drop database ${database} with (force)`,
        `alter database ${database} set search_path = nowhere`,
        `alter database ${database} is_template true`,
        `set role ${role}`,
        `drop role ${role}`,
        `alter role ${role} password 'known'`,
        `grant ${role} to current_user`,
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`,
        'select rolpassword from pg_authid',
        'create database another',
        'create role another',
        'alter system set listen_addresses = 0',
        'checkpoint',
      ])
        expect({ sql, answer: await other.run(sql) }).toMatchObject({ sql, answer: { kind: 'failed' } });
      expect(await one.run('select count(*) as rows from mine')).toEqual({ kind: 'ok', rows: [{ rows: 0 }] });
      await one.close();
      expect(
        await other.run("select datname::text as name from pg_database where datname like 'switchback%' and datname <> current_database()"),
      ).toEqual({ kind: 'ok', rows: [] });
      expect(
        await other.run(
          "select rolname::text as name from pg_roles where rolname like 'switchback%' and rolname <> current_user and rolname <> 'switchback'",
        ),
      ).toEqual({ kind: 'ok', rows: [] });
      await other.close();
    },
    PATIENCE,
  );
});

function rowsOf(answer: Ran): readonly Row[] {
  return answer.kind === 'ok' ? answer.rows : [];
}

async function disposable(options: ScratchOptions): Promise<Scratch & AsyncDisposable> {
  const scratch = await openScratch(options);
  return { ...scratch, [Symbol.asyncDispose]: () => scratch.close() };
}

function isHonest(answer: Ran, later: Ran): boolean {
  if (answer.kind === 'lost') return later.kind === 'lost';
  return later.kind === 'ok' && JSON.stringify(later.rows) === '[{"one":1}]';
}
