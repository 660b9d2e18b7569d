import { expect, test } from 'vitest';
import { advance } from '#src/engine/advance.ts';
import { claimNext } from '#src/engine/claim.ts';
import { perform } from '#src/engine/perform.ts';
import type { Performer } from '#src/engine/performer.ts';
import { takeBack } from '#src/engine/take-back.ts';
import { readEffect } from '#src/store/effects.ts';
import { onEveryStore } from '#test/support/stores.ts';
import { openToy, toyEngine } from './toy-engine.ts';

const read: Performer = { leaseMs: 60_000, repeat: 'safe', maxAttempts: 1, perform: () => Promise.resolve({ kind: 'done' }) };
const performers = { read, say: { ...read, repeat: 'reconcile' as const } };

onEveryStore('what a dead owner had begun', (stores) => {
  test('is taken back at the start where it may be repeated, and a crash uses up no attempt; a send keeps its lease', async () => {
    const engine = toyEngine(await stores.open());
    await openToy(engine);
    await advance(engine, 'inc-1', { type: 'reading.asked' }, { key: 'a' });
    await advance(engine, 'inc-1', { type: 'words.given', text: 'hi' }, { key: 'b' });
    for (let claims = 0; claims < 2; claims += 1) await claimNext(engine, performers, 'dead');
    expect(await claimNext(engine, performers, 'next')).toBe(null);

    expect(await takeBack(engine.store, performers)).toBe(1);
    const again = await claimNext(engine, performers, 'next');
    expect(again).toMatchObject({ task: 'perform', effect: { id: 'inc-1:2:0', kind: 'read', attempt: 1, looks: 1 } });
    if (again === null) throw new Error('Nothing was taken back.');
    expect(await perform(engine, again, new AbortController().signal)).toEqual({ state: 'done' });
    expect(await readEffect(engine.store, 'inc-1:3:0')).toMatchObject({ kind: 'say', state: 'started', attempt: 1 });
    expect(await claimNext(engine, performers, 'next')).toBe(null);
  });

  test('that ends its process each time is given up in the end', async () => {
    const engine = toyEngine(await stores.open());
    await openToy(engine);
    await advance(engine, 'inc-1', { type: 'reading.asked' }, { key: 'a' });
    await claimNext(engine, performers, 'dead');
    for (let deaths = 0; deaths < 8; deaths += 1) {
      await takeBack(engine.store, performers);
      await claimNext(engine, performers, 'dead');
    }
    await takeBack(engine.store, performers);
    const last = await claimNext(engine, performers, 'next');
    if (last === null) throw new Error('Nothing was taken back.');
    expect(await perform(engine, last, new AbortController().signal)).toEqual({
      state: 'failed',
      why: 'It ended its process each time that it was begun.',
    });
  });
});
