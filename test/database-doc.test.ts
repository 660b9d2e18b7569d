import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#src/providers/database.ts';
import { createPostgres } from '#src/providers/postgres/create-postgres.ts';
import { readApplied } from '#src/schema/live/read-applied.ts';
import { readLiveCatalogue } from '#src/schema/live/read-live-catalogue.ts';
import { startLivePostgres, type LiveDatabase, type LivePostgres } from '#test/support/live-postgres.ts';
import { POSTGRES_BINARIES } from '#test/support/postgres.ts';

const [ROLE = '', TABLES = ''] = [...readFileSync('docs/database.md', 'utf8').matchAll(/^```sql\n(?<sql>.*?)^```/gms)].map(
  ({ groups }) => groups?.['sql'] ?? '',
);

const signal = () => AbortSignal.timeout(20_000);

describe.skipIf(POSTGRES_BINARIES === null)('the SQL of docs/database.md, on a real server', () => {
  let server: LivePostgres;
  let live: LiveDatabase;
  let reader: Database;

  beforeAll(async () => {
    server = await startLivePostgres();
    live = await server.create();
    await live.run('create table invoices (id int, total int); insert into invoices values (1, 5)');
    await live.run('create table _sqlx_migrations (version bigint, success boolean, checksum bytea)');
    const url = new URL(live.urlOf('superuser'));
    await live.runAsSuperuser('revoke create on schema public from public; grant usage, create on schema public to owner');
    await live.runAsSuperuser(ROLE.replace('database shop', `database ${url.pathname.slice(1)}`));
    [url.username, url.password] = ['switchback', encodeURIComponent('a long random one')];
    reader = createPostgres({ url: url.href, statementTimeoutMs: 5_000 });
  });
  afterAll(() => server.stop());

  test('the first part lets the bot see what runs, and the whole catalogue, and change nothing', async () => {
    expect(await reader.powers(signal())).toEqual({
      kind: 'powers',
      role: 'switchback',
      superuser: false,
      mayChange: [],
      seesStatements: true,
    });
    expect(await readLiveCatalogue(reader, signal())).toMatchObject({ kind: 'read', catalogue: { relations: [{ name: 'invoices' }] } });
    expect(await reader.query('select count(*) as n from public.invoices', signal())).toMatchObject({ kind: 'failed', sqlstate: '42501' });
    expect(await readApplied(reader, 'sqlx', signal())).toMatchObject({ kind: 'cannot tell' });
  });

  test('the second lets it count, and read what is applied, also in tables that come later', async () => {
    await live.runAsSuperuser(TABLES.replace('role app', 'role owner'));
    await live.run('create table receipts (id int)');
    expect(await reader.query('select count(*) as n from public.invoices', signal())).toMatchObject({ rows: [{ n: 1 }] });
    expect(await reader.query('select count(*) as n from public.receipts', signal())).toMatchObject({ rows: [{ n: 0 }] });
    expect(await readApplied(reader, 'sqlx', signal())).toEqual({ kind: 'read', rows: [] });
    expect(await reader.powers(signal())).toMatchObject({ mayChange: [] });
  });
});
