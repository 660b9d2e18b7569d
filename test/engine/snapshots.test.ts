import { expect, test } from 'vitest';
import { advance } from '#src/engine/advance.ts';
import type { Tree } from '#src/engine/tree.ts';
import { readIncident } from '#src/store/incidents.ts';
import { onEveryStore } from '#test/support/stores.ts';
import { openToy, toyEngine, type ToyEngine } from './toy-engine.ts';
import { TOY } from './toy-tree.ts';

const WORDS = { type: 'words.given', text: 'hi' };

onEveryStore('a stored snapshot', (stores) => {
  test('of an older release is migrated and kept in the new shape', async () => {
    const engine = await stored({ version: '1', value: 'waiting' });
    expect(await advance(engine, 'inc-1', WORDS, { key: 'a' })).toEqual({ kind: 'advanced', rev: 2, turn: 1 });
    expect(await readIncident(engine.store, 'inc-1')).toMatchObject({ machineVersion: '2', snapshot: { value: 'idle' } });
  });

  test('goes through every migration since its release, in order', async () => {
    const rename = (from: string, to: string) => (snapshot: unknown) =>
      JSON.parse(JSON.stringify(snapshot).replace(`"${from}"`, `"${to}"`));
    const tree: Tree = { ...TOY, version: '10', migrations: { '1': rename('dozing', 'waiting'), '9': rename('waiting', 'idle') } };
    const engine = await stored({ version: '1', value: 'dozing' }, tree);
    expect(await advance(engine, 'inc-1', WORDS, { key: 'a' })).toMatchObject({ kind: 'advanced' });
    expect(await readIncident(engine.store, 'inc-1')).toMatchObject({ machineVersion: '10', snapshot: { value: 'idle' } });
  });

  for (const [name, damage] of [
    ['in a state that the tree does not have', { version: '2', value: 'lounging' }],
    ['of a release without a migration', { version: '0', value: 'idle' }],
    ['that is not a snapshot', { version: '2', value: null }],
  ] as const) {
    test(`${name} is refused and stays as it was`, async () => {
      const engine = await stored(damage);
      const before = await readIncident(engine.store, 'inc-1');
      await expect(advance(engine, 'inc-1', WORDS, { key: 'a' })).rejects.toMatchObject({ code: 'snapshot_invalid' });
      expect(await readIncident(engine.store, 'inc-1')).toEqual(before);
    });
  }

  async function stored({ version, value }: { version: string; value: string | null }, tree: Tree = TOY): Promise<ToyEngine> {
    const engine = toyEngine(await stores.open(), tree);
    await openToy(engine);
    const incident = await readIncident(engine.store, 'inc-1');
    const snapshot = value === null ? 'null' : JSON.stringify({ ...(incident?.snapshot as object), value });
    await engine.store.db.updateTable('incidents').set({ machine_version: version, snapshot }).execute();
    return engine;
  }
});
