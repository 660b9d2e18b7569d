import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openStore } from '#src/store/open-store.ts';
import { startReplica } from '#test/engine/start-replica.ts';
import { onEveryStore } from '#test/support/stores.ts';

onEveryStore('a store', (stores) => {
  test('opens again with what was written', async () => {
    const url = await stores.newUrl();
    const first = await openStore(url);
    await first.db.insertInto('inbox').values({ incident: 'inc-1', key: 'k', at: 1_790_000_000_123 }).execute();
    await first.close();

    const second = await stores.open(url);
    expect(await second.db.selectFrom('inbox').selectAll().execute()).toEqual([{ incident: 'inc-1', key: 'k', at: 1_790_000_000_123 }]);
  });

  test('counts in milliseconds by its own clock', async () => {
    const store = await stores.open();
    const answer = await sql<{ now: number }>`select ${store.dialect.clock} as now`.execute(store.db);
    const now = answer.rows[0]?.now ?? 0;
    expect(Math.abs(now - Date.now()) < 60_000).toBe(true);
    expect(Number.isSafeInteger(now)).toBe(true);
  });

  test('is migrated once by replicas that start together', async () => {
    const url = await stores.newUrl();
    const replicas = await Promise.all([startReplica({ store: url }), startReplica({ store: url }), startReplica({ store: url })]);
    const store = await stores.open(url);
    expect(await store.db.selectFrom('migrations').select(['id', 'name']).execute()).toEqual([
      { id: 1, name: 'ledger' },
      { id: 2, name: 'schema reports' },
      { id: 3, name: 'a bad night' },
    ]);
    for (const replica of replicas) replica.kill('SIGKILL');
  });

  test('refuses a schema that a newer release made', async () => {
    const url = await stores.newUrl();
    const store = await stores.open(url);
    await store.db.insertInto('migrations').values({ id: 99, name: 'from the future', applied_at: 0 }).execute();
    await expect(openStore(url)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: 'The database has migration 99, which this release does not know, so nothing was read or changed. Start the newer release.',
    });
  });
});

test('an address of neither kind is refused', async () => {
  await expect(openStore('mysql://root:secret@db/x')).rejects.toMatchObject({
    code: 'config_invalid',
    message: 'The store address starts with neither sqlite: nor postgres://, so no store was opened. Set DATABASE_URL to one of them.',
  });
});

test('a PostgreSQL that is not there is refused without naming the password', async () => {
  await expect(openStore('postgres://bot:secret@127.0.0.1:1/x')).rejects.toMatchObject({
    code: 'store_unavailable',
    message: 'PostgreSQL did not answer, so nothing was started. Check DATABASE_URL and that the database accepts connections.',
  });
});

test('an SQLite file in a directory that is not there is refused', async () => {
  await expect(openStore('sqlite:/nowhere/at/all.db')).rejects.toMatchObject({
    code: 'store_unavailable',
    message:
      'The SQLite file /nowhere/at/all.db could not be opened, so nothing was started. Check that its directory exists and may be written.',
  });
});
