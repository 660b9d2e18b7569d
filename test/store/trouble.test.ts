import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { advance } from '#src/engine/advance.ts';
import { openStore } from '#src/store/open-store.ts';
import { readJournal } from '#src/store/journal.ts';
import { openToy, toyEngine } from '#test/engine/toy-engine.ts';
import { fill, MAY_MOUNT, smallDisk } from '#test/support/small-disk.ts';
import { onEveryStore } from '#test/support/stores.ts';

describe('a disk that is full', () => {
  test.skipIf(!MAY_MOUNT)('of SQLite is said as that, nothing of the event is stored, and it goes on once there is space', async () => {
    const disk = smallDisk();
    const store = await openStore(`sqlite:${join(disk, 'switchback.sqlite')}`);
    onTestFinished(() => store.close());
    const engine = toyEngine(store);
    await openToy(engine);
    const log = fill(disk);

    const words = { type: 'words.given', text: 'a'.repeat(100_000) };
    const refused = { code: 'store_unavailable', retryable: true };
    await expect(advance(engine, 'inc-1', words, { key: 'words' })).rejects.toMatchObject({
      ...refused,
      message: 'The disk of SQLite is full, so nothing was stored. Free some space there; nothing has to be restarted.',
    });
    expect(await readJournal(store, 'inc-1')).toHaveLength(1);

    rmSync(log);
    expect(await advance(engine, 'inc-1', words, { key: 'words' })).toMatchObject({ kind: 'advanced' });
  });
});

onEveryStore('a store in trouble', (stores) => {
  test('that may only be read is said as that, and can be read', async () => {
    const engine = toyEngine(await stores.open());
    const { store } = engine;
    await openToy(engine);
    const { name } = store.dialect;
    await sql.raw(name === 'SQLite' ? 'pragma query_only = on' : readOnlyFromNow()).execute(store.db);
    if (name === 'PostgreSQL')
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = current_user and datname = current_database()`.execute(
        store.db,
      );
    await expect(advance(engine, 'inc-1', { type: 'words.given', text: 'hello' }, { key: 'words' })).rejects.toMatchObject({
      code: 'store_unavailable',
      message: `${name} may only be read, so nothing was stored. Make its file and folder writable, or point DATABASE_URL to the primary server.`,
    });
    expect(await readJournal(store, 'inc-1')).toHaveLength(1);
  });
});

/** As a primary that was demoted to a standby. */
function readOnlyFromNow(): string {
  return `do $$ begin execute format('alter role %I set default_transaction_read_only = on', current_user); end $$; set default_transaction_read_only = on`;
}
