import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeCommits } from '#src/judge/judge-commits.ts';
import { scratchOn } from '#src/judge/scratch-on.ts';
import type { Database } from '#src/providers/database.ts';
import type { SpanReport } from '#src/schema/verdict/span-report.ts';
import { startLivePostgres, type LiveDatabase, type LivePostgres } from '#test/support/live-postgres.ts';
import { POSTGRES_BINARIES } from '#test/support/postgres.ts';
import { createRepository, type Repository } from './repository.ts';

const BASE = 'create table invoices (id integer primary key, total numeric, note text);\n';
const TAX = 'alter table invoices add column tax numeric;\n';

describe.skipIf(POSTGRES_BINARIES === null)('with a live database', () => {
  let server: LivePostgres;
  const scratch = scratchOn('bundled');
  let repository: Repository;
  let from: string;
  let to: string;
  beforeAll(async () => {
    server = await startLivePostgres();
    repository = createRepository();
    from = repository.commit({ 'migrations/0001_base.sql': BASE });
    to = repository.commit({ 'migrations/0002_tax.sql': TAX });
  });
  afterAll(async () => {
    await Promise.all([server.stop(), scratch.foundations.close()]);
    repository.remove();
  });

  async function judged(database: Database, [old, now]: readonly [string, string] = [from, to]): Promise<SpanReport> {
    const question = { repository: repository.path, from: old, to: now, folder: null, tool: null };
    return await judgeCommits(question, { scratch, database, remedies: false, now: 0 }, AbortSignal.timeout(60_000));
  }

  async function live(sql: string): Promise<LiveDatabase> {
    const database = await server.create();
    await database.run(sql);
    return database;
  }

  test('that is what the files make it, the verdict is that of the files, with its fingerprint', async () => {
    const { verdict, findings, limits, fingerprints } = await judged((await live(BASE + TAX)).as('reader'));
    const told = findings.filter(({ severity }) => severity !== 'note');
    expect({ verdict, told, isRead: fingerprints.live !== null }).toEqual({ verdict: 'safe', told: [], isRead: true });
    expect(limits.filter((limit) => limit.includes('rests on the files alone'))).toEqual([]);
  });

  test('that was changed by hand, what the old code would meet there is told', async () => {
    const { verdict, findings } = await judged((await live(`${BASE}${TAX}alter table invoices drop column note;\n`)).as('reader'));
    expect(verdict).not.toBe('safe');
    expect(findings.map(({ object }) => object)).toContain('public.invoices.note');
  });

  test('that was changed by hand, even where no migration lies between', async () => {
    const { verdict, findings } = await judged((await live(`${BASE}${TAX}alter table invoices drop column note;\n`)).as('reader'), [
      to,
      to,
    ]);
    expect(verdict).not.toBe('safe');
    expect(findings.map(({ object }) => object)).toContain('public.invoices.note');
  });

  test('that nobody may read, the report says what that costs', async () => {
    const database = (await live(BASE + TAX)).as('reader');
    const refused: Database = { ...database, query: async () => ({ kind: 'unreachable', why: 'The password was refused.' }) };
    const { limits, fingerprints } = await judged(refused);
    expect(limits.some((limit) => limit.includes('could not be read, so the verdict rests on the files alone'))).toBe(true);
    expect(fingerprints.live).toBe(null);
  });
});
