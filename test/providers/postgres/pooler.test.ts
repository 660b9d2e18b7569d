import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPostgres } from '#src/providers/postgres/create-postgres.ts';
import { startLivePostgres, type LiveDatabase, type LivePostgres } from '#test/support/live-postgres.ts';
import { POOLER_PROGRAMS, startPooler, type Pooler } from '#test/support/pooler.ts';
import { POSTGRES_BINARIES } from '#test/support/postgres.ts';

const canRun = POSTGRES_BINARIES !== null && POOLER_PROGRAMS !== null;
const COUNT = 'select count(*)::int as n from public.invoices';

describe.skipIf(!canRun)('through PgBouncer and over TLS, which is skipped where PostgreSQL, PgBouncer or openssl is not installed', () => {
  let server: LivePostgres;
  let database: LiveDatabase;
  let pooler: Pooler;
  const signal = () => AbortSignal.timeout(20_000);
  const through = (known = true) => createPostgres({ url: pooler.urlOf(database.urlOf('reader'), known), statementTimeoutMs: 2_000 });

  beforeAll(async () => {
    server = await startLivePostgres();
    database = await server.create();
    await database.run(
      'create table invoices (id int primary key); insert into invoices values (1), (2); grant select on invoices to reader',
    );
    pooler = await startPooler(new URL(database.urlOf('reader')), server.password);
  });
  afterAll(async () => {
    await pooler.stop();
    await server.stop();
  });

  test('rows are read, one reader after the other on the same connection', async () => {
    const reader = through();
    expect(await Promise.all([reader.query(COUNT, signal()), reader.query(COUNT, signal())])).toEqual([
      { kind: 'rows', rows: [{ n: 2 }], cut: false },
      { kind: 'rows', rows: [{ n: 2 }], cut: false },
    ]);
  });

  test('nothing that was set for a reader is left for the next client of its connection', async () => {
    await through().query(COUNT, signal());
    const next = new pg.Client({ connectionString: pooler.urlOf(database.urlOf('reader'), true) });
    await next.connect();
    const { rows } = await next.query(
      "select name, setting from pg_settings where name in ('statement_timeout', 'search_path') order by name",
    );
    await next.end();
    expect(rows).toEqual([
      { name: 'search_path', setting: '"$user", public' },
      { name: 'statement_timeout', setting: '0' },
    ]);
  });

  test('a statement that takes too long is given up by the server', async () => {
    expect(await through().query('select pg_sleep(30)', signal())).toMatchObject({ kind: 'failed', sqlstate: '57014' });
  });

  test('nothing is written', async () => {
    expect(await through().query("select setval('x', 1)", signal())).toMatchObject({ kind: 'failed' });
    expect(await through().query('delete from public.invoices returning id', signal())).toMatchObject({
      kind: 'failed',
      sqlstate: '42601',
    });
  });

  test('a certificate that nobody vouches for is not trusted, and no password is sent', async () => {
    const answer = await through(false).query(COUNT, signal());
    expect(answer).toMatchObject({ kind: 'unreachable', why: expect.stringContaining('self-signed certificate') });
    expect(JSON.stringify(answer)).not.toContain(server.password);
  });

  test('a connection that is not encrypted is refused, and said', async () => {
    const url = new URL(pooler.urlOf(database.urlOf('reader'), false));
    url.searchParams.delete('sslmode');
    expect(await createPostgres({ url: url.href, statementTimeoutMs: 2_000 }).query(COUNT, signal())).toEqual({
      kind: 'unreachable',
      why: 'The database could not be connected to: SSL required.',
    });
  });
});
