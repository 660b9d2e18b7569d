import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { advance } from '#src/engine/advance.ts';
import { readJournal, sealOf } from '#src/store/journal.ts';
import type { Store } from '#src/store/store.ts';
import { verifyJournal } from '#src/store/verify-journal.ts';
import { openToy, toyEngine } from '#test/engine/toy-engine.ts';
import { onEveryStore } from '#test/support/stores.ts';

const A_HASH: unknown = expect.stringMatching(/^[0-9a-f]{64}$/);

onEveryStore('the journal', (stores) => {
  test('keeps who did what and when, in order', async () => {
    const engine = await threeEntries(await stores.open());
    expect(await readJournal(engine.store, 'inc-1')).toEqual([
      {
        seq: 1,
        at: 1000,
        kind: 'opened',
        type: 'incident.opened',
        by: 'U_ADA',
        rev: 1,
        payload: { service: 'inc-1', environment: 'production', mode: 'live', channel: 'C1', input: {}, machineVersion: '2' },
        hash: A_HASH,
      },
      { seq: 2, at: 2000, kind: 'event', type: 'words.given', by: 'U_BOB', rev: 2, payload: { text: 'hello' }, hash: A_HASH },
      { seq: 3, at: 3000, kind: 'event', type: 'question.repeated', by: 'switchback', rev: 3, payload: {}, hash: A_HASH },
    ]);
    expect(await verifyJournal(engine.store, 'inc-1')).toMatchObject({ kind: 'intact', length: 3 });
  });

  test('cannot be changed or deleted', async () => {
    const { store } = await threeEntries(await stores.open());
    await expect(store.db.updateTable('journal').set({ by: 'U_EVE' }).execute()).rejects.toThrow('journal is append-only');
    await expect(store.db.deleteFrom('journal').execute()).rejects.toThrow('journal is append-only');
    expect(await verifyJournal(store, 'inc-1')).toMatchObject({ kind: 'intact', length: 3 });
  });

  test('cannot be replaced either, by any way of inserting', async () => {
    const { store } = await threeEntries(await stores.open());
    const columns = sql.raw('incident, seq, at, kind, type, by, rev, payload, prev, hash');
    const forged = sql`select incident, seq, at, kind, type, 'U_EVE', rev, payload, prev, hash from journal where seq = 2`;
    const ways = [
      sql`insert into journal (${columns}) ${forged} on conflict (incident, seq) do update set by = 'U_EVE'`,
      ...(store.dialect.name === 'SQLite'
        ? [
            sql`insert or replace into journal (${columns}) ${forged}`,
            sql`replace into journal (${columns}) ${forged}`,
            sql`insert or replace into journal (rowid, ${columns}) select 2, 'inc-9', 1, at, kind, type, by, rev, payload, prev, hash from journal where seq = 2`,
            sql`update or replace journal set by = 'U_EVE'`,
          ]
        : [
            sql`truncate journal`,
            sql`merge into journal as j using journal as k on j.incident = k.incident and j.seq = k.seq when matched then update set by = 'U_EVE'`,
            sql`with replica as (select set_config('session_replication_role', 'replica', true)) delete from journal where exists (select 1 from replica)`,
          ]),
    ];
    for (const way of ways) await expect(way.execute(store.db)).rejects.toThrow('journal is append-only');
    expect(await verifyJournal(store, 'inc-1')).toMatchObject({ kind: 'intact', length: 3 });
  });

  test('that was sealed anew is found by a hash that was written down elsewhere', async () => {
    const { store } = await threeEntries(await stores.open());
    const verdict = await verifyJournal(store, 'inc-1');
    if (verdict.kind !== 'intact') throw new Error('It was broken from the start.');
    await sealAnew(store, null);
    expect(await verifyJournal(store, 'inc-1')).toMatchObject({ kind: 'intact' });
    expect(await verifyJournal(store, 'inc-1', { anchor: verdict.head })).toEqual({
      kind: 'broken',
      seq: 1,
      why: 'no entry has the hash that was written down: the journal was sealed anew',
    });
  });

  test('that has a key is not sealed anew without it, from any entry on', async () => {
    const store = await stores.open();
    const engine = await threeEntries({ ...store, journalKey: 'kept elsewhere' });
    expect(await verifyJournal(engine.store, 'inc-1')).toMatchObject({ kind: 'intact', unkeyed: 0 });
    expect(await verifyJournal({ ...store, journalKey: 'another' }, 'inc-1')).toMatchObject({ kind: 'broken', seq: 1 });
    await sealAnew(store, 2);
    expect(await verifyJournal(engine.store, 'inc-1')).toEqual({ kind: 'broken', seq: 2, why: 'entry 2 was sealed without the key' });
  });

  test('that is broken takes nothing more', async () => {
    const engine = await threeEntries(await stores.open());
    await engine.store.db.updateTable('incidents').set({ journal_broken: 'entry 2 is missing' }).execute();
    await expect(advance(engine, 'inc-1', { type: 'question.repeated' }, { key: 'c' })).rejects.toMatchObject({ code: 'journal_broken' });
    expect(await readJournal(engine.store, 'inc-1')).toHaveLength(3);
  });

  test('shows an entry that was changed', async () => {
    const { store } = await threeEntries(await stores.open());
    await disarm(store);
    await store.db.updateTable('journal').set({ by: 'U_EVE' }).where('seq', '=', 2).execute();
    expect(await verifyJournal(store, 'inc-1')).toEqual({ kind: 'broken', seq: 2, why: 'entry 2 was changed after it was written' });
  });

  test('shows an entry that was taken out', async () => {
    const { store } = await threeEntries(await stores.open());
    await disarm(store);
    await store.db.deleteFrom('journal').where('seq', '=', 2).execute();
    expect(await verifyJournal(store, 'inc-1')).toEqual({ kind: 'broken', seq: 2, why: 'entry 2 is missing' });
  });

  test('shows that its end was cut off', async () => {
    const { store } = await threeEntries(await stores.open());
    await disarm(store);
    await store.db.deleteFrom('journal').where('seq', '=', 3).execute();
    expect(await verifyJournal(store, 'inc-1')).toEqual({ kind: 'broken', seq: 3, why: 'the journal ends after 2 of 3 entries' });
  });

  test('shows an entry that was rewritten with a seal of its own', async () => {
    const { store } = await threeEntries(await stores.open());
    await disarm(store);
    const other = await store.db.selectFrom('journal').selectAll().where('seq', '=', 1).executeTakeFirstOrThrow();
    await store.db.deleteFrom('journal').where('seq', '=', 2).execute();
    await store.db
      .insertInto('journal')
      .values({ ...other, seq: 2 })
      .execute();
    expect(await verifyJournal(store, 'inc-1')).toEqual({ kind: 'broken', seq: 2, why: 'entry 2 does not follow the entry before it' });
  });

  test('of an incident that is not there is not called intact', async () => {
    expect(await verifyJournal(await stores.open(), 'nobody')).toEqual({ kind: 'unknown incident' });
  });
});

async function threeEntries(store: Store): Promise<ReturnType<typeof toyEngine>> {
  const engine = toyEngine(store);
  engine.setTime(1000);
  await openToy(engine);
  engine.setTime(2000);
  await advance(engine, 'inc-1', { type: 'words.given', text: 'hello', by: 'U_BOB' }, { key: 'a' });
  engine.setTime(3000);
  await advance(engine, 'inc-1', { type: 'question.repeated' }, { key: 'b' });
  return engine;
}

/** Rewrites who did it, and seals every entry (from `first` on) as anybody can who has no key. */
async function sealAnew(store: Store, first: number | null): Promise<void> {
  await disarm(store);
  const rows = await store.db.selectFrom('journal').selectAll().orderBy('seq').execute();
  let prev = first === null ? (rows[0]?.prev ?? '') : (rows[first - 2]?.hash ?? '');
  for (const row of rows.filter(({ seq }) => seq >= (first ?? 1))) {
    const forged = { ...row, by: 'U_EVE', prev };
    prev = sealOf(forged, null);
    await store.db
      .updateTable('journal')
      .set({ ...forged, hash: prev })
      .where('seq', '=', row.seq)
      .execute();
  }
  await store.db.updateTable('incidents').set({ journal_hash: prev }).execute();
}

/** As somebody with the rights of the owner of the database could. */
async function disarm(store: Store): Promise<void> {
  const triggers = store.dialect.name === 'SQLite' ? ['update', 'delete'] : ['changes'];
  const place = sql.raw(store.dialect.name === 'SQLite' ? '' : 'on journal');
  for (const trigger of triggers) await sql`drop trigger ${sql.raw(`journal_refuses_${trigger}`)} ${place}`.execute(store.db);
}
