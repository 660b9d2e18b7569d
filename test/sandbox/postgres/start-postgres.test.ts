import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findServers } from '#sandbox/postgres/find-servers.ts';
import type { Binaries } from '#src/local-postgres/start-server.ts';
import { startPostgres, type LocalPostgres } from '#sandbox/postgres/start-postgres.ts';

// A machine without a server can only run PGlite.
const ENGINES = findServers(process.env['PATH'] ?? '').length === 0 ? (['pglite'] as const) : (['server', 'pglite'] as const);

async function isRefused(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
  } finally {
    socket.destroy();
  }
}

describe.each(ENGINES)('a throwaway PostgreSQL (%s)', (engine) => {
  let postgres: LocalPostgres;
  let pool: pg.Pool;

  beforeAll(async () => {
    postgres = await startPostgres(engine);
    pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  });
  afterAll(async () => {
    await pool.end();
    await postgres.close();
  });

  test('says what it is', () => {
    expect(postgres.kind).toBe(engine);
    expect(new URL(postgres.url).hostname).toBe('127.0.0.1');
  });

  test('answers with parameters, and fails with the database’s own code and words', async () => {
    await pool.query('create table apples (id int primary key, name text)');
    await pool.query('insert into apples values ($1, $2), ($3, $4)', [1, 'cox', 2, 'elstar']);
    const found = await pool.query('select name from apples where id > $1 order by id', [0]);
    expect(found.rows).toEqual([{ name: 'cox' }, { name: 'elstar' }]);
    await expect(pool.query('select price from apples')).rejects.toMatchObject({ code: '42703', message: 'column "price" does not exist' });
    await expect(pool.query('select count(*)::int as count from apples')).resolves.toMatchObject({ rows: [{ count: 2 }] });
  });

  test('a transaction of one connection is never mixed with the queries of another', async () => {
    await pool.query('create table pears (id int)');
    const client = await pool.connect();
    await client.query('begin');
    await client.query('insert into pears values (1)');
    const others = Promise.all([1, 2, 3].map(() => pool.query('select count(*)::int as count from pears')));
    await client.query('rollback');
    client.release();
    const counts = (await others).map((answer) => answer.rows);
    expect(counts).toEqual([[{ count: 0 }], [{ count: 0 }], [{ count: 0 }]]);
  });

  test('a transaction that failed does not spoil the connection', async () => {
    const client = await pool.connect();
    await client.query('begin');
    await expect(client.query('select nothing')).rejects.toMatchObject({ code: '42703' });
    await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' });
    await client.query('rollback');
    await expect(client.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
    client.release();
  });

  test('a client that leaves in the middle of a transaction is rolled back', async () => {
    await pool.query('create table plums (id int)');
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('begin');
    await client.query('insert into plums values (1)');
    const left = client.end();
    await expect(pool.query('select * from plums')).resolves.toMatchObject({ rows: [] });
    await left;
  });

  test('a query of many kilobytes arrives whole', async () => {
    const text = 'x'.repeat(300_000);
    const answer = await pool.query('select length($1) as length, $1 as text', [text]);
    expect(answer.rows).toEqual([{ length: 300_000, text }]);
  });

  test('closing it twice is harmless, and then nobody answers', async () => {
    const other = await startPostgres(engine);
    await other.close();
    await other.close();
    expect(await isRefused(other.url)).toBe(true);
  });

  test('it ends when the process that started it is killed', async () => {
    const source = `
      import { startPostgres } from '#sandbox/postgres/start-postgres.ts';
      const postgres = await startPostgres(${JSON.stringify(engine)});
      process.stdout.write(postgres.url);
      setInterval(() => {}, 1000);
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [url] = await once(parent.stdout.setEncoding('utf8'), 'data');
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();

    parent.kill('SIGKILL');

    await vi.waitFor(() => expect(isRefused(url)).resolves.toBe(true), { timeout: 10_000, interval: 100 });
  });
});

describe('finding a server', () => {
  test('takes the folders of the search path that have both programs, in their order', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'switchback-find-'));
    const [half, whole] = [join(folder, 'half', 'bin'), join(folder, 'whole', 'bin')];
    await mkdir(half, { recursive: true });
    await mkdir(whole, { recursive: true });
    for (const program of [join(half, 'postgres'), join(whole, 'postgres'), join(whole, 'initdb')]) await writeFile(program, '');
    const found = findServers(`${folder}:${half}:${whole}`).map(({ root }) => root);
    expect(found.filter((root) => root.startsWith(folder))).toEqual([join(folder, 'whole')]);
    await rm(folder, { recursive: true });
  });
});

describe('a server that is there and does not start', () => {
  let folder: string;
  let servers: readonly Binaries[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchback-broken-'));
    await mkdir(join(folder, 'bin'));
    for (const program of ['initdb', 'postgres']) {
      await writeFile(join(folder, 'bin', program), '#!/bin/sh\necho no such locale >&2; exit 1\n', { mode: 0o755 });
    }
    await chmod(folder, 0o755);
    servers = [{ root: folder, version: '', bringsLibraries: false }];
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  test('is replaced by PGlite, which says why', async () => {
    const postgres = await startPostgres('any', servers);
    await postgres.close();
    expect(postgres.kind).toBe('pglite');
    expect(postgres.why).toContain(`The PostgreSQL server in ${folder} did not start:`);
    expect(postgres.why).toContain('no such locale');
  });

  test('is an error where a server was asked for', async () => {
    await expect(startPostgres('server', servers)).rejects.toThrow('no such locale');
  });
});
