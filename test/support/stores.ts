import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { openStore } from '#src/store/open-store.ts';
import type { Store } from '#src/store/store.ts';
import { POSTGRES_BINARIES, startPostgres, type TestPostgres } from './postgres.ts';

export interface Stores {
  readonly name: 'SQLite' | 'PostgreSQL';
  /** The address of a new empty store, for replicas to share. */
  newUrl(): Promise<string>;
  /** Opens a store (a new one unless told which); it is closed when the test ends. */
  open(url?: string): Promise<Store>;
}

/** The same suite on SQLite and on PostgreSQL. Without PostgreSQL its half is shown as skipped, with the reason in its name. */
export function onEveryStore(name: string, suite: (stores: Stores) => void): void {
  describe(`${name}, on SQLite`, () => {
    suite(sqliteStores());
  });
  const missing = POSTGRES_BINARIES === null ? ' (skipped: PostgreSQL is not installed here)' : '';
  describe.skipIf(missing !== '')(`${name}, on PostgreSQL${missing}`, () => {
    suite(postgresStores());
  });
}

function sqliteStores(): Stores {
  const directory = mkdtempSync(join(tmpdir(), 'switchback-sqlite-'));
  let count = 0;
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const newUrl = (): Promise<string> => Promise.resolve(`sqlite:${join(directory, `${(count += 1)}.db`)}`);
  return { name: 'SQLite', newUrl, open: opener(newUrl) };
}

function postgresStores(): Stores {
  let cluster: TestPostgres | undefined;
  beforeAll(async () => {
    cluster = await startPostgres();
  });
  afterAll(() => cluster?.stop());
  const newUrl = (): Promise<string> => {
    if (!cluster) throw new Error('PostgreSQL was not started.');
    return cluster.createSchema();
  };
  return { name: 'PostgreSQL', newUrl, open: opener(newUrl) };
}

function opener(newUrl: () => Promise<string>): Stores['open'] {
  const opened: Store[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  return async (url) => {
    const store = await openStore(url ?? (await newUrl()));
    opened.push(store);
    return store;
  };
}
