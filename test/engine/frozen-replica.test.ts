import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { advance, type Advanced } from '#src/engine/advance.ts';
import type { Engine } from '#src/engine/engine.ts';
import { openStore } from '#src/store/open-store.ts';
import { verifyJournal } from '#src/store/verify-journal.ts';
import { eventually } from '#test/support/eventually.ts';
import { POSTGRES_BINARIES, startPostgres, type TestPostgres } from '#test/support/postgres.ts';
import { spawnReplica } from './start-replica.ts';
import { openToy, toyEngine } from './toy-engine.ts';

const missing = POSTGRES_BINARIES === null ? ' (skipped: PostgreSQL is not installed here)' : '';

describe.skipIf(missing !== '')(`a replica that freezes in the middle of a transaction${missing}`, () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test('holds the incident for seconds, and its own event counts only if it is delivered again', async () => {
    const url = await postgres.createSchema();
    const store = await openStore(url);
    onTestFinished(() => store.close());
    const engine = toyEngine(store);
    await openToy(engine);
    const frozen = spawnReplica({
      store: url,
      freezes: true,
      deliver: { incident: 'inc-1', key: 'its click', type: 'go.requested', moves: 2 },
    });
    onTestFinished(() => void frozen.kill('SIGKILL'));
    await stopped(frozen);

    const words = { type: 'words.given', text: 'somebody else clicks' };
    expect(await persistently(engine, words)).toEqual({ kind: 'advanced', rev: 2, turn: 1 });

    frozen.kill('SIGCONT');
    const [code] = await once(frozen, 'exit');
    expect(code).toBe(1);
    expect(await advance(engine, 'inc-1', { type: 'go.requested', moves: 2 }, { key: 'its click' })).toMatchObject({
      kind: 'advanced',
      rev: 3,
    });
    expect(await verifyJournal(store, 'inc-1')).toMatchObject({ kind: 'intact', length: 3 });
  }, 60_000);
});

/** As a person who is told that it could not be stored. */
function persistently(engine: Engine, event: { readonly type: string }): Promise<Advanced | null> {
  return eventually(
    'the incident is free',
    async () => {
      try {
        return await advance(engine, 'inc-1', event, { key: 'other click' });
      } catch (error) {
        if (error instanceof SwitchbackError && error.code === 'store_unavailable') return null;
        throw error;
      }
    },
    (advanced) => advanced !== null,
    20_000,
  );
}

async function stopped(child: ChildProcess): Promise<void> {
  const said = new Promise<void>((resolve) => child.stdout?.once('data', () => resolve()));
  await said;
}
