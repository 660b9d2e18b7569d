import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DownVerdict } from '#src/schema/down/down-verdict.ts';
import { verifyDown } from '#src/schema/down/verify-down.ts';
import type { Script } from '#src/schema/migration.ts';
import type { Scratch } from '#src/schema/scratch.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch({ engine: 'bundled', wallMs: 30_000, memoryMb: 1500 });
});
afterAll(() => scratch.close());

const OLD = 'CREATE TABLE invoices (id serial PRIMARY KEY, customer text NOT NULL, subtotal numeric(12, 2), total numeric(12, 2) NOT NULL)';

beforeEach(async () => {
  const ran = await scratch.run(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${OLD}`);
  if (ran.kind !== 'ok') throw new Error(JSON.stringify(ran));
});

function script(sql: string, file: string): Script {
  return { sql, file, firstLine: 1, transaction: true };
}

function verify(up: string, down: string): Promise<DownVerdict> {
  return verifyDown(scratch, { tool: 'prisma', ups: [script(up, 'migration.sql')], downs: [script(down, 'rollback.sql')] });
}

function told({ verdict, checks }: DownVerdict): unknown {
  return { verdict, checks: checks.map((check) => `${check.check}: ${check.verdict}: ${check.sentence}`) };
}

const NOT_LOOKED = 'cannot tell: Not looked at, because an earlier check stopped.';
const TEXT = 'text: passed: It holds no COMMIT or BEGIN, no psql command, and nothing that reaches outside the database.';

describe('a script that is right', () => {
  test('reproduces the schema, can be followed by the migration again, and keeps rows', async () => {
    expect(told(await verify('ALTER TABLE invoices ADD COLUMN tax numeric(12, 2)', 'ALTER TABLE invoices DROP COLUMN tax;'))).toEqual({
      verdict: 'verified',
      checks: [
        TEXT,
        'prior schema: passed: It leaves the schema as it was before.',
        'redo: passed: The migration can be applied again after it.',
        'rows of the old code: passed: Rows in one table came back as they were.',
        'rows of the live code: passed: It runs with rows of the live code in one table.',
      ],
    });
  });

  test('of several migrations is run newest first', async () => {
    const ups = [
      script('ALTER TABLE invoices ADD COLUMN a int', '1.sql'),
      script('ALTER TABLE invoices ADD COLUMN b int GENERATED ALWAYS AS (a + 1) STORED', '2.sql'),
    ];
    const downs = [script('ALTER TABLE invoices DROP COLUMN b', '2.down.sql'), script('ALTER TABLE invoices DROP COLUMN a', '1.down.sql')];

    expect((await verifyDown(scratch, { tool: 'golang-migrate', ups, downs })).verdict).toBe('verified');
    expect((await verifyDown(scratch, { tool: 'golang-migrate', ups, downs: downs.toReversed() })).verdict).toBe('wrong');
  });

  test('may build an index CONCURRENTLY where its tool runs it outside a transaction', async () => {
    const up: Script = { ...script('CREATE INDEX CONCURRENTLY by_customer ON invoices (customer)', 'up.sql'), transaction: false };
    const down: Script = { ...script('DROP INDEX CONCURRENTLY by_customer', 'down.sql'), transaction: false };

    expect((await verifyDown(scratch, { tool: 'goose', ups: [up], downs: [down] })).verdict).toBe('verified');
  });
});

describe('a script that restores the structure alone', () => {
  test('differs, and names whose data is gone', async () => {
    const verdict = await verify('ALTER TABLE invoices DROP COLUMN subtotal', 'ALTER TABLE invoices ADD COLUMN subtotal numeric(12, 2)');

    expect(told(verdict)).toEqual({
      verdict: 'differs',
      checks: [
        TEXT,
        'prior schema: passed: It leaves the schema as it was before; public.invoices.subtotal came back without data.',
        'redo: passed: The migration can be applied again after it.',
        'rows of the old code: differs: It runs, but rows do not come back as they were: public.invoices.subtotal.',
        'rows of the live code: passed: It runs with rows of the live code in one table.',
      ],
    });
  });
});

describe('a script that is wrong', () => {
  test('works on an empty database and fails on a full one', async () => {
    const verdict = await verify('ALTER TABLE invoices DROP COLUMN total', 'ALTER TABLE invoices ADD COLUMN total numeric(12, 2) NOT NULL');

    expect(told(verdict)).toEqual({
      verdict: 'wrong',
      checks: [
        TEXT,
        'prior schema: passed: It leaves the schema as it was before; public.invoices.total came back without data.',
        'redo: passed: The migration can be applied again after it.',
        'rows of the old code: failed: It fails once there are rows: rollback.sql, line 1: 23502 column "total" of relation "invoices" contains null values.',
        `rows of the live code: ${NOT_LOOKED}`,
      ],
    });
  });

  test('fails on what the live code wrote and the old one could not', async () => {
    const verdict = await verify(
      'ALTER TABLE invoices ALTER COLUMN total DROP NOT NULL',
      'ALTER TABLE invoices ALTER COLUMN total SET NOT NULL',
    );

    expect(verdict.verdict).toBe('wrong');
    expect(verdict.checks.at(-1)).toEqual({
      check: 'rows of the live code',
      verdict: 'failed',
      sentence:
        'It fails on rows that the live code wrote: rollback.sql, line 1: 23502 column "total" of relation "invoices" contains null values.',
    });
  });

  test('leaves the old code without something', async () => {
    const verdict = await verify('ALTER TABLE invoices DROP COLUMN total', 'SELECT 1');

    expect(verdict.checks[1]).toEqual({
      check: 'prior schema',
      verdict: 'failed',
      sentence: 'The schema that it leaves is not the one before: public.invoices.total no longer exists.',
    });
    expect(verdict.findings.map(({ code, object }) => ({ code, object }))).toEqual([
      { code: 'COLUMN_DROPPED', object: 'public.invoices.total' },
    ]);
  });

  test('is empty', async () => {
    expect((await verify('ALTER TABLE invoices DROP COLUMN total', '-- nothing\n')).verdict).toBe('wrong');
    expect((await verifyDown(scratch, { tool: 'goose', ups: [], downs: [] })).verdict).toBe('wrong');
  });

  test('leaves something of the migration behind', async () => {
    const verdict = await verify(`ALTER TABLE invoices ADD COLUMN tax int NOT NULL DEFAULT 0`, 'SELECT 1');

    expect(verdict.checks[1]).toEqual({
      check: 'prior schema',
      verdict: 'differs',
      sentence: 'The schema that it leaves is not the one before: public.invoices.tax is left over from the migration.',
    });
  });

  test('does not run at all', async () => {
    const verdict = await verify('ALTER TABLE invoices ADD COLUMN tax int', 'ALTER TABLE invoice DROP COLUMN tax');

    expect(verdict.checks[1]).toEqual({
      check: 'prior schema',
      verdict: 'failed',
      sentence: 'It does not run even without rows: rollback.sql, line 1: 42P01 relation "invoice" does not exist.',
    });
  });

  test('keeps the migration from being applied again', async () => {
    const verdict = await verify(
      `CREATE TYPE mood AS ENUM ('calm'); ALTER TABLE invoices ADD COLUMN mood mood`,
      'ALTER TABLE invoices DROP COLUMN mood',
    );

    expect(verdict.checks[2]).toEqual({
      check: 'redo',
      verdict: 'failed',
      sentence: 'After it the migration cannot be applied again: migration.sql, line 1: 42710 type "mood" already exists.',
    });
  });
});

describe('what must not be in a script', () => {
  const UP = 'ALTER TABLE invoices ADD COLUMN tax int';
  const TRANSACTION =
    'It begins or ends a transaction itself, so it cannot be undone as a whole when a later statement fails. Take that out.';
  const OUTSIDE = 'It reads or writes files, or runs programs, outside the database. Take it out.';
  const PSQL = 'A backslash command is for psql alone: it can run programs and read files. Take it out.';

  test.each([
    ['a COMMIT', 'ALTER TABLE invoices DROP COLUMN tax;\nCOMMIT;', 2, TRANSACTION],
    ['a BEGIN', 'BEGIN;\nALTER TABLE invoices DROP COLUMN tax;', 1, TRANSACTION],
    ['a savepoint', 'SAVEPOINT a', 1, TRANSACTION],
    ['a COMMIT in a DO block', 'SELECT 1;\nDO $$ BEGIN FOR i IN 1..2 LOOP COMMIT; END LOOP; END $$', 2, TRANSACTION],
    ['a shell command of psql', 'SELECT 1;\n\\! rm -rf /', 2, PSQL],
    ['an include of psql', '\\i other.sql', 1, PSQL],
    ['a COPY that runs a program', `COPY invoices TO PROGRAM 'cat'`, 1, OUTSIDE],
    ['a COPY from a file', `COPY invoices FROM '/etc/passwd'`, 1, OUTSIDE],
    ['what PostgreSQL cannot parse', 'SELECT 1;\nALTER TABEL x', 2, 'PostgreSQL cannot parse it: syntax error at or near "TABEL".'],
  ])('%s', async (_, down, line, why) => {
    const verdict = await verify(UP, down);

    expect(verdict.checks[0]).toEqual({ check: 'text', verdict: 'failed', sentence: `rollback.sql, line ${line}: ${why}` });
    expect(verdict.verdict).toBe('wrong');
    expect(verdict.checks.slice(1).map(({ verdict }) => verdict)).toEqual(['cannot tell', 'cannot tell', 'cannot tell', 'cannot tell']);
  });

  test.each([
    ['a string', `COMMENT ON TABLE invoices IS 'COMMIT; \\! rm'; COMMENT ON TABLE invoices IS NULL; ALTER TABLE invoices DROP COLUMN tax`],
    ['a comment', '-- COMMIT; \\! rm\nALTER TABLE invoices DROP COLUMN tax /* BEGIN */'],
    ['a name', 'CREATE TABLE "commit" (id int); DROP TABLE "commit"; ALTER TABLE invoices DROP COLUMN tax'],
  ])('the same words in %s are no matter', async (_, down) => {
    expect((await verify(UP, down)).verdict).toBe('verified');
  });
});

describe('what cannot be told', () => {
  test('is said where the migration itself does not run', async () => {
    const verdict = await verify('ALTER TABLE nowhere ADD COLUMN tax int', 'SELECT 1');

    expect(verdict.verdict).toBe('cannot tell');
    expect(verdict.checks[1]?.sentence).toBe(
      'The migration itself does not run on the scratch database: migration.sql, line 1: 42P01 relation "nowhere" does not exist.',
    );
  });

  test('is said where the scratch database is lost', async () => {
    const gone: Scratch = { ...scratch, probe: async () => ({ kind: 'lost', why: 'It answered nothing.' }) };

    const verdict = await verifyDown(gone, { tool: 'prisma', ups: [script('SELECT 1', 'a.sql')], downs: [script('SELECT 1', 'b.sql')] });

    expect(verdict.verdict).toBe('cannot tell');
    expect(verdict.checks[1]?.sentence).toBe('The database did not answer: It answered nothing.');
  });
});
