import { expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { advance } from '#src/engine/advance.ts';
import { claimNext } from '#src/engine/claim.ts';
import { lookAgain } from '#src/engine/look-again.ts';
import type { Performer } from '#src/engine/performer.ts';
import { settle } from '#src/engine/settle.ts';
import { readEffect, type Effect } from '#src/store/effects.ts';
import { readIncident } from '#src/store/incidents.ts';
import { readJournal } from '#src/store/journal.ts';
import { eventually } from '#test/support/eventually.ts';
import { onEveryStore } from '#test/support/stores.ts';
import { toyScene, type ToyScene } from './toy-scene.ts';

const LEASE = 300;
const MOVE = 'inc-1:2:0';

onEveryStore('an effect whose outcome is unknown', (stores) => {
  const scene = toyScene(stores);

  test('is read, not repeated: a lost reply is found to have landed', async () => {
    const { engine, world, run } = await scene({}, LEASE);
    world.nextFate('lost');
    run();
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    expect(await reached({ engine }, 'done')).toMatchObject({ attempt: 1, looks: 1, epoch: 2 });
    expect(world.landed.get(MOVE)).toBe(1);
    expect(await readIncident(engine.store, 'inc-1')).toMatchObject({ status: 'closed' });
  });

  test('is sent again only once it is known to be absent', async () => {
    const { engine, world, run } = await scene({}, LEASE);
    world.nextFate('lost before it landed');
    run();
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    expect(await reached({ engine }, 'done')).toMatchObject({ attempt: 2, looks: 0, epoch: 3 });
    expect(world.landed.get(MOVE)).toBe(1);
  });

  test('is not read before its lease has run out: a request that lands late is found', async () => {
    const { engine, world, run } = await scene({}, 1000);
    const release = Promise.withResolvers<void>();
    const arrival = Promise.withResolvers<void>();
    world.nextFate({ heldUntil: release.promise });
    world.onArrival(arrival.resolve);
    const first = run({ owner: 'a' });
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    await arrival.promise;
    await first.stop(0);
    run({ owner: 'b' });
    expect([...world.landed]).toEqual([]);
    release.resolve();
    expect(await reached({ engine }, 'done')).toMatchObject({ attempt: 1, looks: 1 });
    expect(world.landed.get(MOVE)).toBe(1);
  });

  test('is read again when the read failed', async () => {
    const answers = ['fail', 'landed'];
    const move: Performer = {
      leaseMs: 50,
      repeat: 'reconcile',
      perform: () => Promise.reject(new Error('reset')),
      reconcile: () => (answers.shift() === 'landed' ? Promise.resolve({ kind: 'landed' }) : Promise.reject(new Error('503'))),
    };
    const { engine, run } = await scene({ move }, LEASE);
    run();
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    expect(await reached({ engine }, 'done')).toMatchObject({ attempt: 1, looks: 2 });
  });

  test('is read for as long as its kind says, not only eight times', async () => {
    let reads = 0;
    const move: Performer = {
      leaseMs: 50,
      repeat: 'reconcile',
      maxLooks: Number.POSITIVE_INFINITY,
      perform: () => Promise.reject(new Error('reset')),
      reconcile: () => {
        reads += 1;
        if (reads > 9) return Promise.resolve({ kind: 'landed' });
        return Promise.reject(new SwitchbackError('provider_unavailable', '503', { retryable: true, retryAfterMs: 1 }));
      },
    };
    const { engine, run } = await scene({ move }, LEASE);
    run();
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    expect(await reached({ engine }, 'done')).toMatchObject({ attempt: 1, looks: 10 });
  });

  test('goes to a person when reading cannot tell, who may have it looked at again', async () => {
    const { engine, world, run } = await scene({}, LEASE);
    world.nextFate('lost');
    world.looks('cannot tell');
    run();
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    expect(await reached({ engine }, 'ambiguous')).toMatchObject({ why: 'the world does not say', attempt: 1 });
    expect(await readIncident(engine.store, 'inc-1')).toMatchObject({ snapshot: { value: 'asking', context: { unknown: MOVE } } });

    world.looks('the truth');
    await advance(engine, 'inc-1', { type: 'look.requested', by: 'U_ADA' }, { key: 'look' });
    expect(await reached({ engine }, 'done')).toMatchObject({ attempt: 1 });
    expect(world.landed.get(MOVE)).toBe(1);
    const journal = await readJournal(engine.store, 'inc-1');
    expect(journal.map(({ type }) => type).slice(2, 7)).toEqual([
      'effect.ambiguous',
      'move.unknown',
      'look.requested',
      'effect.done',
      'move.landed',
    ]);
  });

  test('may be looked at again from outside the tree, but only while it is ambiguous', async () => {
    const { engine, world, run } = await scene({}, LEASE);
    world.nextFate('lost');
    world.looks('cannot tell');
    run();
    expect(await lookAgain(engine, MOVE)).toBe(false);
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    await reached({ engine }, 'ambiguous');
    world.looks('the truth');
    expect(await lookAgain(engine, MOVE)).toBe(true);
    await reached({ engine }, 'done');
    expect(await lookAgain(engine, MOVE)).toBe(false);
  });

  test('goes to a person at once when its kind cannot be read at all', async () => {
    const move: Performer = {
      leaseMs: 50,
      repeat: 'reconcile',
      perform: () => Promise.reject(new Error('reset')),
      onAmbiguous: () => ({ type: 'move.unknown' }),
    };
    const { engine, run } = await scene({ move });
    run();
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    expect(await reached({ engine }, 'ambiguous')).toMatchObject({
      attempt: 1,
      why: 'No outcome is known, and this kind of request cannot be read back.',
    });
  });

  test('has one owner: the outcome of a late one is dropped', async () => {
    const { engine, world, run } = await scene({}, LEASE);
    const late = Promise.withResolvers<void>();
    run({ owner: 'late', hooks: { afterPerform: () => late.promise }, concurrency: 1 });
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    await eventually(
      'landed',
      () => world.landed.get(MOVE),
      (times) => times === 1,
    );
    run({ owner: 'next' });
    expect(await reached({ engine }, 'done')).toMatchObject({ epoch: 2 });

    late.resolve();
    await eventually(
      'fenced',
      () => engine.logged,
      (logged) => logged.includes('warn: late outcome dropped: another owner has the effect'),
    );
    expect((await readJournal(engine.store, 'inc-1')).filter(({ type }) => type === 'move.landed')).toHaveLength(1);
    expect(world.landed.get(MOVE)).toBe(1);
  });

  test('has one owner: a late refusal does not free what the next owner has', async () => {
    const { engine, performers } = await scene({}, 50);
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    const late = await claimNext(engine, performers, 'late');
    if (!late) throw new Error('nothing was due');
    const next = await eventually(
      'the lease has run out',
      () => claimNext(engine, performers, 'next'),
      (claim) => claim !== null,
    );
    expect(next).toMatchObject({ task: 'look', effect: { id: MOVE, epoch: 2 } });

    expect(await settle(engine, late, { state: 'planned', afterMs: 0, why: 'busy' })).toBe('fenced');
    expect(await readEffect(engine.store, MOVE)).toMatchObject({ state: 'started', epoch: 2 });
  });

  test('stays unknown when a second send was refused after a first was let through', async () => {
    const move: Performer = {
      leaseMs: 60_000,
      repeat: 'reconcile',
      perform: (_, { beforeSend }) => {
        beforeSend(0);
        beforeSend(60_001);
        return Promise.resolve({ kind: 'done' });
      },
    };
    const { engine, run } = await scene({ move });
    run();
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    const found = await eventually(
      'it says why',
      () => readEffect(engine.store, MOVE),
      (effect) => effect?.why !== null,
    );
    expect(found).toMatchObject({ state: 'started', attempt: 1, epoch: 1 });
  });

  test('does not let the next one of its resource start before', async () => {
    const { engine, world, run } = await scene({}, LEASE);
    world.nextFate('lost before it landed');
    run();
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 2 }, { key: 'go' });
    await eventually(
      'closed',
      () => readIncident(engine.store, 'inc-1'),
      (incident) => incident?.status === 'closed',
    );
    expect(world.order.filter((key) => key.startsWith('inc-1:2:'))).toEqual(['inc-1:2:0', 'inc-1:2:1']);
  });
});

function reached({ engine }: Pick<ToyScene, 'engine'>, state: Effect['state']): Promise<Effect | null> {
  return eventually(
    `the move is ${state}`,
    () => readEffect(engine.store, MOVE),
    (effect) => effect?.state === state,
  );
}
