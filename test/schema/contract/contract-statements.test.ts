import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractStatements } from '#src/schema/contract/contract-statements.ts';
import { accept, execute } from '#src/schema/oracle/execute.ts';
import { openScratch } from '#src/schema/scratch/open-scratch.ts';
import type { Scratch } from '#src/schema/scratch.ts';

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch({ engine: 'bundled', wallMs: 30_000, memoryMb: 1500 });
});
afterAll(() => scratch.close());

test('stored queries that the old schema takes are tried on the new one, with their parameters, and nothing of them is run', async () => {
  await scratch.run('CREATE TABLE invoices (id int PRIMARY KEY, total int)');
  const statements = contractStatements({
    source: 'sqlx queries',
    statements: [
      'SELECT id FROM invoices WHERE id = $1;',
      'SELECT total FROM invoices -- of all',
      'INSERT INTO invoices (id, total) VALUES ($1, $2)',
      'INSERT INTO invoices (id) VALUES ($1) ON CONFLICT (id) DO NOTHING',
      'SELECT 1 FROM another_database',
    ],
  });

  const accepted = await accept(scratch, statements);
  await scratch.run('ALTER TABLE invoices DROP COLUMN total, DROP CONSTRAINT invoices_pkey');
  const executed = await execute(scratch, accepted);

  expect(
    executed.map(({ way, outcome }) => ({ text: way.text, outcome: outcome.kind === 'failed' ? outcome.sqlstate : outcome.kind })),
  ).toEqual([
    { text: 'SELECT id FROM invoices WHERE id = $1;', outcome: 'passed' },
    { text: 'SELECT total FROM invoices -- of all', outcome: '42703' },
    { text: 'INSERT INTO invoices (id, total) VALUES ($1, $2)', outcome: '42703' },
    { text: 'INSERT INTO invoices (id) VALUES ($1) ON CONFLICT (id) DO NOTHING', outcome: '42P10' },
  ]);
  expect(await scratch.run('SELECT count(*)::int AS rows FROM invoices')).toMatchObject({ kind: 'ok', rows: [{ rows: 0 }] });
});
