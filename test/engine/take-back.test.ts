import { expect, onTestFinished, test } from 'vitest';
import { advance } from '#src/engine/advance.ts';
import { claimNext } from '#src/engine/claim.ts';
import type { Engine } from '#src/engine/engine.ts';
import { perform } from '#src/engine/perform.ts';
import type { Performer } from '#src/engine/performer.ts';
import { takeBack } from '#src/engine/take-back.ts';
import { readEffect } from '#src/store/effects.ts';
import { becomeOwner, type Owner } from '#src/store/owner.ts';
import { eventually } from '#test/support/eventually.ts';
import { onEveryStore } from '#test/support/stores.ts';
import { openToy, toyEngine } from './toy-engine.ts';

const write: Performer = { leaseMs: 60_000, repeat: 'safe', maxAttempts: 1, perform: () => Promise.resolve({ kind: 'done' }) };
const performers = { read: { ...write, onlyReads: true as const }, say: write };

onEveryStore('what a dead owner had begun', (stores) => {
  test('is taken back where it only reads, and a crash uses up no attempt; a write keeps its lease, even one that may be repeated', async () => {
    const { engine, dead, next } = await begun();
    await advance(engine, 'inc-1', { type: 'words.given', text: 'hi' }, { key: 'b' });
    for (let claims = 0; claims < 2; claims += 1) await claimNext(engine, performers, dead.name);
    expect(await claimNext(engine, performers, next.name)).toBe(null);
    await dead.close();

    await takenBack(engine, next);
    const again = await claimNext(engine, performers, next.name);
    expect(again).toMatchObject({ task: 'perform', effect: { id: 'inc-1:2:0', kind: 'read', attempt: 1, looks: 1 } });
    if (again === null) throw new Error('Nothing was taken back.');
    expect(await perform(engine, again, new AbortController().signal)).toEqual({ state: 'done' });
    expect(await readEffect(engine.store, 'inc-1:3:0')).toMatchObject({ kind: 'say', state: 'started', attempt: 1 });
    expect(await claimNext(engine, performers, next.name)).toBe(null);
  });

  test('that ends its process each time is given up in the end', async () => {
    const { engine, dead, next } = await begun();
    await claimNext(engine, performers, dead.name);
    await dead.close();
    for (let deaths = 0; deaths < 8; deaths += 1) {
      await takenBack(engine, next);
      await claimNext(engine, performers, dead.name);
    }
    await takenBack(engine, next);
    const last = await claimNext(engine, performers, next.name);
    if (last === null) throw new Error('Nothing was taken back.');
    expect(await perform(engine, last, new AbortController().signal)).toEqual({
      state: 'failed',
      why: 'It ended its process each time that it was begun.',
    });
  });

  /** A read is planned; one owner will die, and the next will come. */
  async function begun(): Promise<{ readonly engine: Engine; readonly dead: Owner; readonly next: Owner }> {
    const url = await stores.newUrl();
    const store = await stores.open(url);
    const engine = toyEngine(store);
    const [dead, next] = [await becomeOwner(store, url), await becomeOwner(store, url)];
    onTestFinished(() => next.close());
    await openToy(engine);
    await advance(engine, 'inc-1', { type: 'reading.asked' }, { key: 'a' });
    return { engine, dead, next };
  }

  /** The server sees a moment later that a connection is closed. */
  async function takenBack(engine: Engine, next: Owner): Promise<void> {
    expect(
      await eventually(
        'the death is seen',
        () => takeBack(engine.store.dialect, next, performers),
        (taken) => taken > 0,
      ),
    ).toBe(1);
  }
});
