import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { advance } from '#src/engine/advance.ts';
import { claimNext } from '#src/engine/claim.ts';
import type { Engine } from '#src/engine/engine.ts';
import type { Performers } from '#src/engine/performer.ts';
import { takeBack } from '#src/engine/take-back.ts';
import { readEffect } from '#src/store/effects.ts';
import { openStore } from '#src/store/open-store.ts';
import { becomeOwner, type Owner } from '#src/store/owner.ts';
import { eventually } from '#test/support/eventually.ts';
import { startLivePostgres, type LiveDatabase, type LivePostgres } from '#test/support/live-postgres.ts';
import { POOLER_PROGRAMS, startPooler, type Pooler } from '#test/support/pooler.ts';
import { POSTGRES_BINARIES } from '#test/support/postgres.ts';
import { openToy, toyEngine } from './toy-engine.ts';

const READ: Performers = {
  read: { leaseMs: 60_000, repeat: 'safe', onlyReads: true, perform: () => Promise.resolve({ kind: 'done' }) },
};
const missing = POSTGRES_BINARIES === null ? ' (skipped: PostgreSQL is not installed here)' : '';

describe.skipIf(missing !== '')(`what an owner on PostgreSQL has begun${missing}`, () => {
  let server: LivePostgres;
  let database: LiveDatabase;
  beforeAll(async () => {
    server = await startLivePostgres();
  });
  afterAll(() => server.stop());

  test('stays with it while it lives', async () => {
    const { engine, first, second } = await twoOwners();
    await claimNext(engine, READ, first.name);
    expect(await takeBack(engine.store.dialect, second, READ)).toBe(0);
    expect(await readEffect(engine.store, 'inc-1:2:0')).toMatchObject({ state: 'started', epoch: 1 });
  });

  test('stays with one whose connection was cut and that is back on another', async () => {
    const { engine, first, second } = await twoOwners();
    await claimNext(engine, READ, first.name);
    await database.runAsSuperuser(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and (classid::bigint << 32 | objid::bigint) = hashtextextended('${first.name}', 0)`,
    );
    await eventually(
      'the first is seen again',
      () => takeBack(engine.store.dialect, first, READ).catch(String),
      (taken) => taken === 0,
    );
    expect(await takeBack(engine.store.dialect, second, READ)).toBe(0);
  });

  test('is not taken back by one that the server does not know to live', async () => {
    const { engine, first, second } = await twoOwners();
    await claimNext(engine, READ, first.name);
    await Promise.all([first.close(), second.close()]);
    await expect(takeBack(engine.store.dialect, second, READ)).rejects.toThrow('driver has already been destroyed');
    expect(await claimNext(engine, READ, 'third')).toBe(null);
  });

  test('stays with a replica that holds no lock, as those of an older release', async () => {
    const { engine, second } = await twoOwners();
    await claimNext(engine, READ, 'host:17');
    expect(await takeBack(engine.store.dialect, second, READ)).toBe(0);
  });

  test.skipIf(POOLER_PROGRAMS === null)('waits for its lease behind PgBouncer, which keeps no session (skipped without it)', async () => {
    const { engine, second } = await twoOwners();
    const pooler: Pooler = await startPooler(new URL(database.urlOf('reader')), server.password);
    onTestFinished(() => pooler.stop());
    const url = pooler.urlOf(database.urlOf('reader'), true);
    const store = await openStore(url);
    const pooled = await becomeOwner(store, url);
    expect(pooled.others).toBe(null);
    expect(await takeBack(store.dialect, pooled, READ)).toBe(0);

    await claimNext({ ...engine, store }, READ, pooled.name);
    expect(await readEffect(engine.store, 'inc-1:2:0')).toMatchObject({ state: 'started', epoch: 1 });
    await store.close();
    expect(await takeBack(engine.store.dialect, second, READ)).toBe(0);
    const locks = await sql<{ n: number }>`select count(*)::int as n from pg_locks where locktype = 'advisory'`.execute(engine.store.db);
    expect(locks.rows).toEqual([{ n: 2 }]);
  });

  /** On a new store in which a read is planned. */
  async function twoOwners(): Promise<{ readonly engine: Engine; readonly first: Owner; readonly second: Owner }> {
    database = await server.create();
    await database.runAsSuperuser('grant create on schema public to reader');
    const url = database.urlOf('reader');
    const store = await openStore(url);
    const [first, second] = [await becomeOwner(store, url), await becomeOwner(store, url)];
    onTestFinished(async () => {
      await Promise.all([first.close(), second.close()]);
      await store.close();
    });
    const engine = toyEngine(store);
    await openToy(engine);
    await advance(engine, 'inc-1', { type: 'reading.asked' }, { key: 'a' });
    return { engine, first, second };
  }
});
