import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeCommits } from '#src/judge/judge-commits.ts';
import type { OpenScratch } from '#src/judge/scratch-on.ts';
import type { Lost, Scratch } from '#src/schema/scratch.ts';
import { lostScratch } from '#src/schema/scratch/lost-scratch.ts';
import type { SpanReport } from '#src/schema/verdict/span-report.ts';
import { createRepository } from './repository.ts';
import { createScratchPool, type ScratchPool } from './scratch-pool.ts';
import { OLD } from './span.ts';

let pool: ScratchPool;
beforeAll(() => {
  pool = createScratchPool(2_000);
});
afterAll(() => pool.stop());

async function judged(sql: string, open: OpenScratch = pool.open): Promise<SpanReport> {
  const repository = createRepository();
  try {
    const from = repository.commit(OLD);
    const to = repository.commit({ 'migrations/0002_next.sql': sql });
    const question = { repository: repository.path, from, to, folder: null, tool: null };
    return await judgeCommits(
      question,
      { scratch: { ...pool, open }, database: null, remedies: true, now: 0 },
      AbortSignal.timeout(60_000),
    );
  } finally {
    repository.remove();
  }
}

describe('a migration that does not end is unknown in bounded time', () => {
  test.each([
    { what: 'sleeps', sql: 'select pg_sleep(3600);\n' },
    { what: 'loops', sql: 'do $$ begin loop null; end loop; end $$;\n' },
    { what: 'counts to a trillion', sql: 'select count(*) from generate_series(1, 1000000000000);\n' },
  ])('it $what', async ({ sql }) => {
    const { verdict, findings, floor, fix } = await judged(sql);
    expect({ verdict, floor, fix, says: findings.map(({ code, severity }) => `${code} ${severity}`) }).toEqual({
      verdict: 'unknown',
      floor: null,
      fix: null,
      says: ['OPAQUE unknown'],
    });
  });
});

test('what a trigger does with every row that is tried is bounded too', async () => {
  const { verdict } = await judged(
    'create function wait() returns trigger language plpgsql as $$ begin perform pg_sleep(3600); return new; end $$;\n' +
      'create trigger wait before insert on invoices for each row execute function wait();\n',
  );
  expect(verdict).toBe('unknown');
});

test('a migration of 5 MB of rows is judged', async () => {
  const rows = Array.from({ length: 60_000 }, (_, id) => `(${id}, 1, 1, '${'x'.repeat(60)}')`);
  const sql = `insert into invoices values ${rows.join(',\n')};\nalter table invoices drop column total;\n`;
  const repository = createRepository();
  const from = repository.commit(OLD);
  const to = repository.commit({ 'migrations/0002_next.sql': sql });
  const roomy = createScratchPool();
  const report = await judgeCommits(
    { repository: repository.path, from, to, folder: null, tool: null },
    { scratch: roomy, database: null, remedies: false, now: 0 },
    AbortSignal.timeout(60_000),
  );
  await roomy.stop();
  repository.remove();
  expect(sql.length).toBeGreaterThan(4_500_000);
  expect({ verdict: report.verdict, line: report.findings.find(({ code }) => code === 'COLUMN_DROPPED')?.line }).toEqual({
    verdict: 'unsafe',
    line: 60_001,
  });
});

describe('a scratch database that dies is never safe', () => {
  const lost: Lost = { kind: 'lost', why: 'It died.' };
  const dead = lostScratch('It died.');
  const HARMLESS = 'alter table invoices add column tax numeric;\n';

  /** The scratch databases as they are opened: first the live schema, then the old one. */
  function inTurn(...change: readonly ((scratch: Scratch) => Scratch)[]): OpenScratch {
    let next = 0;
    return async (extensions) => {
      const scratch = await pool.open(extensions);
      const changed = change[next]?.(scratch) ?? scratch;
      next += 1;
      return { ...changed, close: () => scratch.close() };
    };
  }
  const whole = (scratch: Scratch): Scratch => scratch;

  test('the harmless migration alone is safe', async () => {
    const roomy = createScratchPool();
    expect((await judged(HARMLESS, roomy.open)).verdict).toBe('safe');
    await roomy.stop();
  });

  test.each([
    { when: 'before it is asked anything', open: async () => dead },
    { when: 'the old schema before it is asked anything', open: inTurn(whole, () => dead) },
    { when: 'the old schema when statements are tried', open: inTurn(whole, (scratch) => ({ ...scratch, probe: async () => lost })) },
    { when: 'the live schema when statements are tried', open: inTurn((scratch) => ({ ...scratch, probe: async () => lost })) },
    { when: 'while it reads a script', open: inTurn((scratch) => ({ ...scratch, parse: async () => lost, parseAll: async () => lost })) },
    {
      when: 'with an answer that says success and no rows',
      open: inTurn((scratch) => ({ ...scratch, runAll: async (steps) => steps.map(() => ({ kind: 'ok', rows: [] })) })),
    },
  ])('$when', async ({ open }) => {
    const { verdict, findings } = await judged(HARMLESS, open);
    expect({ verdict, isTold: findings.some(({ severity }) => severity === 'unknown') }).toEqual({ verdict: 'unknown', isTold: true });
  });
});
