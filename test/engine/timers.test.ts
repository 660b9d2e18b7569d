import { expect, test } from 'vitest';
import { advance } from '#src/engine/advance.ts';
import { fireDueTimers } from '#src/engine/timers.ts';
import { effectsOf } from '#src/store/effects.ts';
import { readJournal } from '#src/store/journal.ts';
import { onEveryStore } from '#test/support/stores.ts';
import { openToy, toyEngine, type ToyEngine } from './toy-engine.ts';

onEveryStore('a timer', (stores) => {
  test('fires once when its time has come, whoever looks at the same time', async () => {
    const engine = await withReminder();
    engine.setTime(60_999);
    await fireDueTimers(engine);
    expect(await effectsOf(engine.store, 'inc-1')).toEqual([]);

    engine.setTime(61_000);
    await Promise.all([fireDueTimers(engine), fireDueTimers(engine), fireDueTimers(engine)]);
    expect(await effectsOf(engine.store, 'inc-1')).toMatchObject([{ kind: 'say', input: { text: 'still here' } }]);
    expect((await readJournal(engine.store, 'inc-1')).at(-1)).toMatchObject({
      at: 61_000,
      type: 'reminder.due',
      by: 'switchback',
      payload: { timer: 'reminder' },
    });
  });

  test('survives a restart and a long absence', async () => {
    const url = await stores.newUrl();
    const before = await withReminder(url);
    await before.store.close();
    const after = toyEngine(await stores.open(url));
    after.setTime(9_000_000);
    await fireDueTimers(after);
    expect(await effectsOf(after.store, 'inc-1')).toHaveLength(1);
  });

  test('set again replaces the one before', async () => {
    const engine = await withReminder();
    await advance(engine, 'inc-1', { type: 'reminder.set', afterMs: 120_000 }, { key: 'b' });
    engine.setTime(61_000);
    await fireDueTimers(engine);
    expect(await effectsOf(engine.store, 'inc-1')).toEqual([]);
    engine.setTime(121_000);
    await fireDueTimers(engine);
    expect(await effectsOf(engine.store, 'inc-1')).toHaveLength(1);
  });

  test('that was stopped does not fire', async () => {
    const engine = await withReminder();
    await advance(engine, 'inc-1', { type: 'reminder.stopped' }, { key: 'b' });
    engine.setTime(9_000_000);
    await fireDueTimers(engine);
    expect(await effectsOf(engine.store, 'inc-1')).toEqual([]);
  });

  test('of an incident that cannot be restored does not stop the others', async () => {
    const engine = await withReminder();
    await openToy(engine, 'inc-0');
    await advance(engine, 'inc-0', { type: 'reminder.set', afterMs: 1 }, { key: 'a' });
    await engine.store.db.updateTable('incidents').set({ machine_version: '0' }).where('id', '=', 'inc-0').execute();
    engine.setTime(61_000);
    await fireDueTimers(engine);
    expect(engine.logged).toEqual(['error: timer could not fire']);
    expect(await effectsOf(engine.store, 'inc-1')).toHaveLength(1);
    expect(await engine.store.db.selectFrom('timers').select('incident').execute()).toEqual([{ incident: 'inc-0' }]);
  });

  async function withReminder(url?: string): Promise<ToyEngine> {
    const engine = toyEngine(await stores.open(url));
    engine.setTime(1000);
    await openToy(engine);
    await advance(engine, 'inc-1', { type: 'reminder.set', afterMs: 60_000 }, { key: 'a' });
    return engine;
  }
});
