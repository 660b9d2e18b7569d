import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { watchJournals } from '#src/bot/watch-journals.ts';
import { advance } from '#src/engine/advance.ts';
import { journalBroken } from '#src/slack/messages/journal-broken.ts';
import { effectsOf, readEffect } from '#src/store/effects.ts';
import { openToy, toyEngine } from '#test/engine/toy-engine.ts';
import { onEveryStore } from '#test/support/stores.ts';

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

    for (const watch of [watchJournals(engine), watchJournals(engine)]) {
      await watch.start();
      await watch.stop();
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

test('what people are told names the incident, what was found and what to do', () => {
  const { text, blocks } = journalBroken({ incident: 'inc-1', service: 'shop', channel: 'C1', why: 'entry 2 is missing' });
  expect(text).toBe('The journal of inc-1 (shop) cannot be believed');
  expect(JSON.stringify(blocks)).toContain('entry 2 is missing. Somebody changed it outside of me.');
});
