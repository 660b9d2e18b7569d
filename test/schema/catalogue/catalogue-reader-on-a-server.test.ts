import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCatalogueReader } from '#src/schema/catalogue/create-catalogue-reader.ts';
import type { Ran, Step } from '#src/schema/scratch.ts';
import { POSTGRES_BINARIES, startPostgres, type TestPostgres } from '#test/support/postgres.ts';
import { CHANGING_STATEMENTS } from './changing-statements.ts';

const PATIENCE = 240_000;
let server: TestPostgres | null = null;
let client: pg.Client;

beforeAll(async () => {
  if (POSTGRES_BINARIES === null) return;
  server = await startPostgres();
  client = new pg.Client({ connectionString: await server.createSchema() });
  await client.connect();
}, PATIENCE);
afterAll(async () => {
  if (server === null) return;
  await client.end();
  await server.stop();
});

test('on a server too, what changed is read as if all were read', { timeout: PATIENCE }, async ({ skip }) => {
  if (server === null) return skip('PostgreSQL is not installed');
  const reader = createCatalogueReader({ runAll });
  const different: string[] = [];
  const look = async (when: string): Promise<void> => {
    const seen = await reader.read();
    if (seen.kind !== 'read' || !isDeepStrictEqual(seen, await createCatalogueReader({ runAll }).read())) different.push(when);
  };
  await look('at first');
  for (const statement of CHANGING_STATEMENTS) {
    await runAll([{ sql: 'begin' }, { sql: statement }, { sql: 'rollback' }]);
    await look(`undone: ${statement}`);
    // A server may lack an extension; what builds on it fails then, which is a change too small to matter here.
    await runAll([{ sql: statement }]);
    await look(statement);
  }
  expect(different).toEqual([]);
});

async function runAll(steps: readonly Step[]): Promise<Ran[]> {
  const answers: Ran[] = [];
  for (const { sql } of steps) {
    try {
      const answer: unknown = await client.query(sql);
      const last: unknown = Array.isArray(answer) ? answer.at(-1) : answer;
      answers.push({ kind: 'ok', rows: last instanceof pg.Result ? last.rows : [] });
    } catch (error) {
      const { code = '', message } = error as { code?: string; message: string };
      answers.push({ kind: 'failed', sqlstate: code, message, position: null });
    }
  }
  return answers;
}
