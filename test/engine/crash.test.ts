import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { advance } from '#src/engine/advance.ts';
import { effectsOf } from '#src/store/effects.ts';
import { listIncidents, readIncident } from '#src/store/incidents.ts';
import type { Store } from '#src/store/store.ts';
import { verifyJournal } from '#src/store/verify-journal.ts';
import { eventually } from '#test/support/eventually.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import { onEveryStore } from '#test/support/stores.ts';
import type { ReplicaOrders } from './replica.ts';
import { spawnReplica } from './start-replica.ts';
import { openToy, toyEngine } from './toy-engine.ts';
import { startWorld, type World } from './world.ts';

const KILLS = process.env['SWITCHBACK_SLOW'] === '1' ? 200 : 8;
const GO = { type: 'go.requested', moves: 2 };
/** Two moves, what is said between them, and what is said at the end. */
const ALL_DONE_ONCE = {
  landed: { 'inc-1:2:0': 1, 'inc-1:2:1': 1, 'inc-1:3:0': 1, 'inc-1:4:0': 1 },
  states: ['done', 'done', 'done', 'done'],
  incident: 'closed',
  journal: 'intact',
};

onEveryStore('killed with SIGKILL', (stores) => {
  const children: ChildProcess[] = [];
  let world: World | undefined;
  afterEach(async () => {
    await Promise.all(children.splice(0).map(kill));
    await world?.close();
  });

  for (const die of ['after claim', 'after perform', 'after outcome commit'] as const) {
    test(`${die}, the next process loses nothing and does nothing twice`, async () => {
      const { store, url } = await goRequested();
      await death(start(url, { die }));
      start(url);
      expect(await whatWasDone(store)).toEqual(ALL_DONE_ONCE);
    });
  }

  for (const die of ['before look', 'after look'] as const) {
    test(`${die}, while it was finding out about an earlier death, the next process still does nothing twice`, async () => {
      const { store, url } = await goRequested();
      await death(start(url, { die: 'after perform' }));
      await death(start(url, { die }));
      start(url);
      expect(await whatWasDone(store)).toEqual(ALL_DONE_ONCE);
    });
  }

  test('while a request is on its way, the next process waits until it can have landed', async () => {
    const { store, url } = await goRequested();
    world?.nextFate({ heldMs: 500 });
    const first = start(url, { leaseMs: 1500 });
    world?.onArrival(() => first.kill('SIGKILL'));
    await death(first);
    world?.onArrival(() => {});
    start(url);
    expect(await whatWasDone(store)).toEqual(ALL_DONE_ONCE);
  });

  test('after a click was committed and before it was acknowledged, the click delivered again counts once', async () => {
    const { engine, store, url } = await opened();
    await death(start(url, { die: 'after event commit', deliver: { incident: 'inc-1', key: 'click', ...GO } }));
    expect(await advance(engine, 'inc-1', GO, { key: 'click' })).toEqual({ kind: 'duplicate' });
    start(url);
    expect(await whatWasDone(store)).toEqual(ALL_DONE_ONCE);
  });

  test('with a timer set, the next process fires it', async () => {
    const { engine, store, url } = await opened();
    const first = start(url);
    await once(first.stdout ?? first, 'data');
    await advance(engine, 'inc-1', { type: 'reminder.set', afterMs: 300 }, { key: 'a' });
    await kill(first);
    start(url);
    await eventually(
      'the reminder is said',
      () => effectsOf(store, 'inc-1'),
      (effects) => effects[0]?.state === 'done',
    );
    expect(world?.landed).toEqual(new Map([['inc-1:3:0', 1]]));
  });

  test(
    'again and again, two replicas and a world that loses replies lose nothing and do nothing twice',
    async () => {
      const { engine, store, url } = await opened();
      const random = seededRandom(20_261_120);
      world?.eachFate(() => (random.uniform() < 0.15 ? 'lost' : { heldMs: Math.floor(random.uniform() * 60) }));
      const incidents = Array.from({ length: Math.max(5, KILLS / 4) }, (_, index) => `inc-${index + 1}`);
      for (const incident of incidents.slice(1)) await openToy(engine, incident);
      for (const incident of incidents) {
        await Promise.all([1, 2].map(() => advance(engine, incident, { ...GO, moves: 4 }, { key: 'click' })));
      }

      const replicas = [start(url, { owner: 'a' }), start(url, { owner: 'b' })];
      for (let kills = 0; kills < KILLS; kills += 1) {
        const before = world?.order.length ?? 0;
        const patience = Date.now() + 500;
        await eventually(
          'something landed, or nothing will',
          () => world?.order.length ?? 0,
          (now) => now > before || Date.now() > patience,
        );
        const victim = kills % 2;
        await kill(replicas[victim]);
        replicas[victim] = start(url, { owner: 'ab'[victim] ?? '' });
      }
      const done = await eventually(
        'all closed and said',
        () => open(store),
        (left) => left === 0,
        20_000 + KILLS * 1_000,
      );

      expect(done).toBe(0);
      expect(world?.landed.size).toBe(incidents.length * 8);
      expect(new Set(world?.landed.values())).toEqual(new Set([1]));
      expect(world?.mostAtOnce()).toBe(1);
      for (const incident of incidents) expect(await verifyJournal(store, incident)).toMatchObject({ kind: 'intact' });
    },
    60_000 + KILLS * 3_000,
  );

  async function opened(): Promise<{ engine: ReturnType<typeof toyEngine>; store: Store; url: string }> {
    const url = await stores.newUrl();
    const store = await stores.open(url);
    const engine = toyEngine(store);
    world = await startWorld();
    await openToy(engine);
    return { engine, store, url };
  }

  async function goRequested(): Promise<{ store: Store; url: string }> {
    const { engine, store, url } = await opened();
    await advance(engine, 'inc-1', GO, { key: 'click' });
    return { store, url };
  }

  function start(store: string, more: Partial<ReplicaOrders> = {}): ChildProcess {
    const child = spawnReplica({ store, world: world?.url ?? '', ...more });
    children.push(child);
    return child;
  }

  async function whatWasDone(store: Store): Promise<typeof ALL_DONE_ONCE> {
    await eventually(
      'all is done',
      () => open(store),
      (left) => left === 0,
    );
    return {
      landed: Object.fromEntries(world?.landed ?? []) as typeof ALL_DONE_ONCE.landed,
      states: (await effectsOf(store, 'inc-1')).map(({ state }) => state),
      incident: (await readIncident(store, 'inc-1'))?.status ?? 'gone',
      journal: (await verifyJournal(store, 'inc-1')).kind,
    };
  }
});

/** How many incidents are open or have an effect that is not over. */
async function open(store: Store): Promise<number> {
  const incidents = await listIncidents(store);
  const effects = await Promise.all(incidents.map(({ id }) => effectsOf(store, id)));
  return incidents.filter(({ status }, index) => status === 'open' || effects[index]?.some(({ finishedAt }) => finishedAt === null)).length;
}

/** It must end by the hand that the test names, not by a mistake. */
async function death(child: ChildProcess): Promise<void> {
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}

async function kill(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
