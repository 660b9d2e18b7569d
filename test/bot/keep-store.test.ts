import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { keepStore } from '#src/bot/keep-store.ts';
import { advance } from '#src/engine/advance.ts';
import { journalBroken } from '#src/slack/messages/journal-broken.ts';
import { effectsOf, readEffect } from '#src/store/effects.ts';
import { openToy, toyEngine } from '#test/engine/toy-engine.ts';
import { verifyJournal } from '#src/store/verify-journal.ts';
import { onEveryStore } from '#test/support/stores.ts';

const A_DAY = 24 * 3_600_000;

onEveryStore('a journal that somebody changed', (stores) => {
  test('is found at the start: it is told once, and its incident is stopped while others go on', async () => {
    const engine = toyEngine(await stores.open());
    const { store } = engine;
    await openToy(engine, 'inc-1');
    await openToy(engine, 'inc-2');
    await advance(engine, 'inc-1', { type: 'reminder.set', afterMs: 60_000 }, { key: 'a' });
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    const place = sql.raw(store.dialect.name === 'SQLite' ? '' : 'on journal');
    await sql`drop trigger ${sql.raw(`journal_refuses_${store.dialect.name === 'SQLite' ? 'update' : 'changes'}`)} ${place}`.execute(
      store.db,
    );
    await store.db.updateTable('journal').set({ by: 'U_EVE' }).where('incident', '=', 'inc-1').where('seq', '=', 2).execute();

    for (const keeper of [keepStore(engine, A_DAY), keepStore(engine, A_DAY)]) {
      await keeper.start();
      await keeper.stop();
    }
    expect(engine.logged).toEqual(['error: a journal cannot be believed; its incident is stopped']);
    expect(await readEffect(store, 'journal-broken:inc-1')).toMatchObject({
      kind: 'sayJournalBroken',
      state: 'planned',
      input: { incident: 'inc-1', service: 'inc-1', channel: 'C1', why: 'entry 2 was changed after it was written' },
    });
    expect((await effectsOf(store, 'inc-1')).map(({ state }) => state)).toEqual(['cancelled']);
    expect(await store.db.selectFrom('timers').selectAll().execute()).toEqual([]);
    await expect(advance(engine, 'inc-1', { type: 'end.confirmed' }, { key: 'b' })).rejects.toMatchObject({ code: 'journal_broken' });
    expect(await advance(engine, 'inc-2', { type: 'question.repeated' }, { key: 'b' })).toMatchObject({ kind: 'advanced' });
  });
});

onEveryStore('what was done for a closed incident', (stores) => {
  test('is forgotten after its time, and its journal stays and can be verified', async () => {
    const engine = toyEngine(await stores.open());
    const { store } = engine;
    engine.setTime(1_000);
    for (const id of ['inc-old', 'inc-busy', 'inc-open']) {
      await openToy(engine, id);
      await advance(engine, id, { type: 'words.given', text: 'hello' }, { key: `words ${id}` });
    }
    for (const id of ['inc-old', 'inc-busy']) await advance(engine, id, { type: 'end.confirmed' }, { key: `end ${id}` });
    await store.db
      .updateTable('effects')
      .set({ state: 'done', due_at: null, finished_at: 1_000 })
      .where('incident', '!=', 'inc-busy')
      .execute();

    const kept = async (id: string): Promise<number> => (await effectsOf(store, id)).length;
    const look = async (at: number): Promise<number[]> => {
      engine.setTime(at);
      const keeper = keepStore(engine, A_DAY);
      await keeper.start();
      await keeper.stop();
      return [await kept('inc-old'), await kept('inc-busy'), await kept('inc-open')];
    };
    expect(await look(1_000 + A_DAY)).toEqual([2, 2, 1]);
    expect(await look(1_001 + A_DAY)).toEqual([0, 2, 1]);
    expect(engine.logged).toEqual(['info: what was done for old incidents is forgotten']);
    expect(await verifyJournal(store, 'inc-old')).toMatchObject({ kind: 'intact' });
    expect(await store.db.selectFrom('inbox').select('incident').where('incident', '=', 'inc-old').execute()).toEqual([]);
  });
});

test('what people are told names the incident, what was found and what to do', () => {
  const { text, blocks } = journalBroken({ incident: 'inc-1', service: 'shop', channel: 'C1', why: 'entry 2 is missing' });
  expect(text).toBe('The journal of inc-1 (shop) cannot be believed');
  expect(JSON.stringify(blocks)).toContain('entry 2 is missing. Somebody changed it outside of me.');
});
