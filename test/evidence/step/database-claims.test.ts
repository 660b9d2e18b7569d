import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findServers } from '#sandbox/postgres/find-servers.ts';
import type { SchemaDetails, SchemaFinding } from '#domain/schema-details.ts';
import { migrationIsUndone } from '#src/evidence/step/migration-is-undone.ts';
import { schemaIsBack } from '#src/evidence/step/schema-is-back.ts';
import { startLivePostgres, type LiveDatabase, type LivePostgres } from '#test/support/live-postgres.ts';
import { DETAILS } from '#test/support/schema-details.ts';

const signal = new AbortController().signal;

function finding(code: string, object: string): SchemaFinding {
  return { code, object, severity: 'hard', sqlstate: null, place: null, message: 'It fails.', failing: null };
}

function took(...findings: SchemaFinding[]): SchemaDetails {
  return { ...DETAILS, findings, floor: { deploy: '9f2c1a3', endedBy: '0003_contract' } };
}

const TOTAL = took(finding('COLUMN_DROPPED', 'public.invoices.total'));

describe.skipIf(findServers(process.env['PATH'] ?? '').length === 0)('on a real PostgreSQL', { timeout: 120_000 }, () => {
  let server: LivePostgres;
  let live: LiveDatabase;

  beforeAll(async () => {
    server = await startLivePostgres();
    live = await server.create();
    await live.run('create table invoices (id int, note text not null)');
    await live.run(
      'create table _prisma_migrations (migration_name text, finished_at timestamptz, rolled_back_at timestamptz, logs text, checksum text, started_at timestamptz)',
    );
    await live.run("insert into _prisma_migrations values ('0003_contract', now(), null, null, 'x', now())");
    await live.run('grant usage on schema public to reader; grant select on all tables in schema public to reader');
  }, 120_000);

  afterAll(async () => await server.stop());

  test('a column that is missing is not back, and is once it was added', async () => {
    expect(await schemaIsBack(live.as('reader'), TOTAL, signal)).toEqual({
      found: 'not so',
      what: 'Not as the old code needs it: public.invoices.total.',
    });
    await live.run('alter table invoices add column total numeric');
    expect(await schemaIsBack(live.as('reader'), TOTAL, signal)).toEqual({
      found: 'so',
      what: 'As the old code needs it: public.invoices.total.',
    });
  });

  test('a table and a NOT NULL are looked for too, and only what is missing is named', async () => {
    const schema = took(
      finding('TABLE_DROPPED', 'public.orders'),
      finding('NOT_NULL_SET', 'public.invoices.note'),
      finding('COLUMN_DROPPED', 'public.invoices.id'),
    );
    expect(await schemaIsBack(live.as('reader'), schema, signal)).toEqual({
      found: 'not so',
      what: 'Not as the old code needs it: public.orders, public.invoices.note.',
    });
  });

  test('what the findings do not name in plain words cannot be told', async () => {
    for (const object of ['public."Invoices".total', "public.invoices.total' or true"]) {
      expect((await schemaIsBack(live.as('reader'), took(finding('COLUMN_DROPPED', object)), signal)).found).toBe('cannot tell');
    }
    expect((await schemaIsBack(live.as('reader'), took(finding('DATA_REWRITE', 'public.invoices')), signal)).found).toBe('cannot tell');
  });

  test('a migration that is still recorded as applied is not undone, and is once it is marked', async () => {
    expect(await migrationIsUndone(live.as('reader'), TOTAL, signal)).toEqual({
      found: 'not so',
      what: '0003_contract is still recorded as applied.',
    });
    await live.run('update _prisma_migrations set rolled_back_at = now()');
    expect(await migrationIsUndone(live.as('reader'), TOTAL, signal)).toEqual({
      found: 'so',
      what: '0003_contract is recorded as undone.',
    });
  });

  test('a table that may not be read is no contradiction', async () => {
    expect((await migrationIsUndone(live.as('stranger'), TOTAL, signal)).found).toBe('cannot tell');
  });
});
