import { expect, test } from 'vitest';
import { assign, setup } from 'xstate';
import { advance } from '#src/engine/advance.ts';
import { claimNext } from '#src/engine/claim.ts';
import type { Performers } from '#src/engine/performer.ts';
import { settle } from '#src/engine/settle.ts';
import { fireDueTimers } from '#src/engine/timers.ts';
import type { Tree } from '#src/engine/tree.ts';
import { effectsOf } from '#src/store/effects.ts';
import { readJournal } from '#src/store/journal.ts';
import { verifyJournal } from '#src/store/verify-journal.ts';
import { onEveryStore } from '#test/support/stores.ts';
import { openToy, toyEngine, type ToyEngine } from './toy-engine.ts';

const named: (action: unknown, params: Record<string, unknown>) => void = () => {
  throw new Error('An action of the tree ran.');
};
const looking = setup({
  types: { context: {} as { value: number | null }, events: {} as { type: 'look.due' } | { type: 'reading.taken'; value: number } },
  actions: { read: named, startTimer: named },
});
/** Reads a value each minute, for ever. */
const tree: Tree = {
  version: '1',
  migrations: {},
  machine: looking.createMachine({
    context: { value: null },
    on: {
      'look.due': { actions: { type: 'read', params: {} } },
      'reading.taken': {
        actions: [
          assign({ value: ({ event }) => event.value }),
          { type: 'startTimer', params: { name: 'look', afterMs: 60_000, event: { type: 'look.due' } } },
        ],
      },
    },
  }),
  isUneventful: ({ before, after, event }) =>
    event.type === 'look.due' || (before.context as { value: number }).value === (after.context as { value: number }).value,
};
const read = { leaseMs: 30_000, repeat: 'safe' as const, perform: () => Promise.reject(new Error('The test settles it.')) };
const ROUTINE: Performers = { read: { ...read, isRoutine: true } };

onEveryStore('a look that finds nothing new', (stores) => {
  test('is remembered by the incident and leaves no row, however often it comes', async () => {
    const engine = await lookedAt(stores.open(), ROUTINE, [7, 7, 7, 7, 7]);
    const journal = await readJournal(engine.store, 'inc-1');
    expect(journal.map(({ type, payload }) => [type, payload['value']])).toEqual([
      ['incident.opened', undefined],
      ['effect.done', undefined],
      ['reading.taken', 7],
    ]);
    expect(await effectsOf(engine.store, 'inc-1')).toMatchObject([{ kind: 'read', state: 'done' }]);
    expect(await engine.store.db.selectFrom('timers').select(['name', 'fire_at']).execute()).toEqual([{ name: 'look', fire_at: 301_000 }]);
    expect(await verifyJournal(engine.store, 'inc-1')).toMatchObject({ kind: 'intact', length: 3 });
  });

  test('is journalled with its outcome as soon as it does', async () => {
    const engine = await lookedAt(stores.open(), ROUTINE, [7, 7, 8, 8, 7]);
    const found = (await readJournal(engine.store, 'inc-1')).filter(({ type }) => type === 'reading.taken');
    expect(found.map(({ at, payload }) => [at, payload['value']])).toEqual([
      [1_000, 7],
      [121_000, 8],
      [241_000, 7],
    ]);
    expect(await effectsOf(engine.store, 'inc-1')).toHaveLength(1);
  });

  test('of what is not done again and again keeps every row', async () => {
    const engine = await lookedAt(stores.open(), { read }, [7, 7, 7]);
    expect(await effectsOf(engine.store, 'inc-1')).toHaveLength(3);
  });
});

async function lookedAt(
  opened: ReturnType<Parameters<Parameters<typeof onEveryStore>[1]>[0]['open']>,
  performers: Performers,
  values: number[],
): Promise<ToyEngine> {
  const engine = toyEngine(await opened, tree);
  engine.setTime(1_000);
  await openToy(engine);
  await advance(engine, 'inc-1', { type: 'look.due' }, { key: 'first' });
  for (const [minute, value] of values.entries()) {
    engine.setTime(1_000 + minute * 60_000);
    await fireDueTimers(engine);
    const claim = await claimNext(engine, performers, 'me', ['read']);
    if (claim === null) throw new Error('There was nothing to read.');
    await settle(engine, claim, { state: 'done', event: { type: 'reading.taken', value } });
  }
  return engine;
}
