import { afterAll, describe, expect, test } from 'vitest';
import { judgeCommits } from '#src/judge/judge-commits.ts';
import { scratchOn } from '#src/judge/scratch-on.ts';
import type { SpanReport } from '#src/schema/verdict/span-report.ts';
import { createRepository, type Files, type Repository } from './repository.ts';
import { INVOICES } from './span.ts';

const scratch = scratchOn('bundled');
const made: Repository[] = [];
afterAll(async () => {
  await scratch.foundations.close();
  for (const one of made) one.remove();
});

interface Deploys {
  readonly commits: readonly string[];
  readonly judge: (from: number, to: number) => Promise<SpanReport>;
}

function deploys(...all: readonly Files[]): Deploys {
  const repository = createRepository();
  made.push(repository);
  const commits = all.map((files) => repository.commit(files));
  return {
    commits,
    judge: (from, to) =>
      judgeCommits(
        { repository: repository.path, from: commits[from] ?? '', to: commits[to] ?? '', folder: null, tool: null },
        { scratch, database: null, remedies: true, now: Date.UTC(2026, 0, 1) },
        AbortSignal.timeout(60_000),
      ),
  };
}

const add = (name: string, sql: string): Files => ({ [`migrations/${name}.sql`]: sql });

describe('how far one can go back', () => {
  test('to the deploy that brought the migration after which the old code breaks', async () => {
    const { commits, judge } = deploys(
      add('0001_base', INVOICES),
      add('0002_tax', 'alter table invoices add column tax numeric;\n'),
      add('0003_drop', 'alter table invoices drop column total;\n'),
      { 'app.js': '1' },
      add('0004_words', 'create table words (id integer);\n'),
    );
    const { verdict, floor, perMigration } = await judge(1, 4);
    expect({ verdict, floor, perMigration }).toEqual({
      verdict: 'unsafe',
      floor: { deploy: commits[2], endedBy: '0003_drop' },
      perMigration: [
        { migration: '0003_drop', verdict: 'unsafe' },
        { migration: '0004_words', verdict: 'safe' },
      ],
    });
  });

  test('further than asked, where older deploys run too', async () => {
    const { commits, judge } = deploys(
      add('0001_base', INVOICES),
      add('0002_drop', 'alter table invoices drop column total;\n'),
      add('0003_tax', 'alter table invoices add column tax numeric;\n'),
      add('0004_words', 'create table words (id integer);\n'),
    );
    expect((await judge(2, 3)).floor).toEqual({ deploy: commits[1], endedBy: '0002_drop' });
  });

  test('not over a migration of which it cannot be told what it did', async () => {
    const { commits, judge } = deploys(
      add('0001_base', INVOICES),
      add('0002_opaque', 'do $$ declare r record; begin for r in select note from invoices loop execute r.note; end loop; end $$;\n'),
      add('0003_words', 'create table words (id integer);\n'),
    );
    const { verdict, floor, perMigration } = await judge(0, 2);
    expect({ verdict, floor, perMigration }).toEqual({
      verdict: 'unknown',
      floor: { deploy: commits[1], endedBy: '0002_opaque' },
      perMigration: [
        { migration: '0002_opaque', verdict: 'unknown' },
        { migration: '0003_words', verdict: 'safe' },
      ],
    });
  });

  test('nowhere, where what comes last is no SQL', async () => {
    const { judge } = deploys({ 'm/1_base.sql': `-- +goose Up\n${INVOICES}` }, { 'm/2_data.go': 'package m\n' });
    const { verdict, floor, perMigration } = await judge(0, 1);
    expect({ verdict, floor, perMigration }).toEqual({
      verdict: 'unknown',
      floor: null,
      perMigration: [{ migration: '2_data.go', verdict: 'unknown' }],
    });
  });
});

describe('the way forward', () => {
  test('is a proved migration in the tool’s own folder', async () => {
    const { judge } = deploys(add('0001_base', INVOICES), add('0002_drop', 'alter table invoices drop column total;\n'));
    const { fix } = await judge(0, 1);
    expect(fix).toMatchObject({
      kind: 'proved',
      files: [{ path: expect.stringMatching(/^migrations\/0003_restore_total\.sql$/u) as string }],
    });
  });

  test('says first what touches every row, and why it is done so', async () => {
    const change = [
      'alter table invoices alter column note set not null;',
      '-- compat: breaking (reason: derived now; restore: total = subtotal * 2)',
      'alter table invoices drop column total;',
    ];
    const { judge } = deploys(add('0001_base', INVOICES), add('0002_drop', `${change.join('\n')}\n`));
    const { fix } = await judge(0, 1);
    expect(fix?.kind === 'proved' ? fix.says.map((line) => line.split('. ')[0]) : fix).toEqual([
      'public.invoices.total: A trigger fills a plain column: a generated one refuses every write that names it (428C9), and nothing shows that the code to go back to never does',
      'public.invoices.note: The old code may leave note out',
    ]);
  });

  test('that finds no place among the tool’s files costs no verdict', async () => {
    const journal = (...tags: string[]) => JSON.stringify({ dialect: 'postgresql', entries: tags.map((tag, when) => ({ tag, when })) });
    const { judge } = deploys(
      { 'drizzle/0000_base.sql': INVOICES, 'drizzle/meta/_journal.json': journal('0000_base') },
      {
        'drizzle/0001_drop.sql': 'alter table invoices drop column total;\n',
        'drizzle/meta/_journal.json': journal('0000_base', '0001_drop'),
      },
    );
    const { verdict, fix } = await judge(0, 1);
    expect({ verdict, fix: fix?.kind }).toEqual({ verdict: 'unsafe', fix: 'none' });
  });

  test('is not looked for where nothing breaks', async () => {
    const { judge } = deploys(add('0001_base', INVOICES), add('0002_tax', 'alter table invoices add column tax numeric;\n'));
    expect((await judge(0, 1)).fix).toBe(null);
  });
});

describe('the authors’ scripts for going back', () => {
  const up: Files = { 'db/1_base.up.sql': INVOICES, 'db/1_base.down.sql': 'drop table invoices;\n' };

  test.each([
    { what: 'right', down: 'alter table invoices drop column tax;\n', verdict: 'verified' },
    { what: 'empty', down: '', verdict: 'wrong' },
    { what: 'one that does not run', down: 'drop table nowhere;\n', verdict: 'wrong' },
    { what: 'one that commits by itself', down: 'alter table invoices drop column tax;\ncommit;\n', verdict: 'wrong' },
  ])('$what: $verdict', async ({ down, verdict }) => {
    const { judge } = deploys(up, {
      'db/2_tax.up.sql': 'alter table invoices add column tax numeric not null default 0;\n',
      'db/2_tax.down.sql': down,
    });
    expect((await judge(0, 1)).down?.verdict).toBe(verdict);
  });

  test('are none, where one of them is missing', async () => {
    const { judge } = deploys(up, { 'db/2_tax.up.sql': 'alter table invoices add column tax numeric;\n' });
    expect((await judge(0, 1)).down).toBe(null);
  });
});

test('what was not looked at is told', async () => {
  const { judge } = deploys(add('0001_base', INVOICES), add('0002_tax', '-- compat: safe\nalter table invoices add column tax numeric;\n'));
  const { limits, contract, sentence } = await judge(0, 1);
  expect({ limits, contract, sentence }).toEqual({
    contract: 'replayed catalogue',
    sentence: "The old code runs on today's schema: one migration lies between, and nothing in it breaks it.",
    limits: [
      'The code does not say what it needs: its whole schema counts as used.',
      'migrations/0002_tax.sql, line 1: The marker has no reason in brackets. Write it as: -- compat: breaking (reason: why).',
      'No database is configured, so the verdict rests on the files alone: no rows were counted, and a schema that was changed by hand was not seen.',
    ],
  });
});
