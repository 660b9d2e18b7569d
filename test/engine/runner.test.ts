import { expect, test } from 'vitest';
import { SwitchbackError } from '#domain/errors.ts';
import { advance } from '#src/engine/advance.ts';
import type { Outcome, Performer, Performers } from '#src/engine/performer.ts';
import { effectsOf, readEffect } from '#src/store/effects.ts';
import { readIncident } from '#src/store/incidents.ts';
import { readJournal } from '#src/store/journal.ts';
import { onEveryStore } from '#test/support/stores.ts';
import { eventually } from '#test/support/eventually.ts';
import { toyScene } from './toy-scene.ts';

onEveryStore('the runner', (stores) => {
  const scene = toyScene(stores);

  test('performs what was planned and feeds the tree with what came of it', async () => {
    const { engine, world, run } = await scene();
    run();
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 2 }, { key: 'go' });
    await eventually(
      'closed',
      () => readIncident(engine.store, 'inc-1'),
      (incident) => incident?.status === 'closed',
    );

    const [first, second] = await effectsOf(engine.store, 'inc-1');
    expect(first).toMatchObject({ id: 'inc-1:2:0', state: 'done', attempt: 1, result: { landed: 'inc-1:2:0' } });
    expect((first?.createdAt ?? 0) <= (first?.startedAt ?? 0) && (first?.startedAt ?? 0) <= (first?.finishedAt ?? 0)).toBe(true);
    expect(second).toMatchObject({ id: 'inc-1:2:1', state: 'done' });
    expect([...world.landed].slice(0, 1)).toEqual([['inc-1:2:0', 1]]);
    const journal = await readJournal(engine.store, 'inc-1');
    expect(journal.filter(({ type }) => type === 'move.landed').map(({ payload }) => payload)).toEqual([
      { n: 1, effect: 'inc-1:2:0' },
      { n: 2, effect: 'inc-1:2:1' },
    ]);
    expect(journal.find(({ kind }) => kind === 'effect')).toMatchObject({
      type: 'effect.done',
      by: 'switchback',
      payload: { effect: 'inc-1:2:0', kind: 'move', attempt: 1, result: { landed: 'inc-1:2:0' } },
    });
  });

  test('does effects of one resource one at a time and in order, those of others beside them', async () => {
    const { engine, world, run, open } = await scene();
    world.eachFate(() => ({ heldMs: 20 }));
    await open('inc-2');
    for (const incident of ['inc-1', 'inc-2']) await advance(engine, incident, { type: 'go.requested', moves: 4 }, { key: 'go' });
    run({ owner: 'a' });
    run({ owner: 'b' });
    await eventually(
      'both closed',
      () => bothStatus(),
      (status) => status.join() === 'closed,closed',
    );

    expect(world.mostAtOnce()).toBe(1);
    for (const incident of ['inc-1', 'inc-2']) {
      const moves = [0, 1, 2, 3].map((index) => `${incident}:2:${index}`);
      expect(world.order.filter((key) => moves.includes(key))).toEqual(moves);
    }

    async function bothStatus(): Promise<(string | undefined)[]> {
      return [(await readIncident(engine.store, 'inc-1'))?.status, (await readIncident(engine.store, 'inc-2'))?.status];
    }
  });

  test('keeps what a performer learnt about where to talk', async () => {
    const { engine, run } = await scene({ say: once({ kind: 'done', patch: { threadTs: '17.42' } }) });
    run();
    await advance(engine, 'inc-1', { type: 'words.given', text: 'hi' }, { key: 'a' });
    await eventually(
      'thread known',
      () => readIncident(engine.store, 'inc-1'),
      (incident) => incident?.threadTs === '17.42',
    );
    expect(await readIncident(engine.store, 'inc-1')).toMatchObject({ channel: 'C1', rev: 2 });
  });

  test('what waits for a place to talk in is woken by whoever finds one', async () => {
    const waits: Outcome[] = [{ kind: 'again', afterMs: 3_600_000, why: 'no thread yet' }, { kind: 'done' }];
    const say: Performer = { leaseMs: 5000, repeat: 'reconcile', perform: () => Promise.resolve(next(waits)) };
    const { engine, run } = await scene({ say, read: once({ kind: 'done', patch: { threadTs: '17.42' } }) });
    run();
    await advance(engine, 'inc-1', { type: 'words.given', text: 'hi' }, { key: 'a' });
    await eventually(
      'it waits',
      () => readEffect(engine.store, 'inc-1:2:0'),
      (effect) => effect?.why === 'no thread yet',
    );
    await advance(engine, 'inc-1', { type: 'reading.asked' }, { key: 'b' });
    const said = await eventually(
      'said',
      () => readEffect(engine.store, 'inc-1:2:0'),
      (effect) => effect?.state === 'done',
    );
    expect(said).toMatchObject({ attempt: 2 });
  });

  test('a place that is lost is forgotten while its effect goes on', async () => {
    const outcomes: Outcome[] = [
      { kind: 'done', patch: { threadTs: '17.42' } },
      { kind: 'again', afterMs: 3_600_000, why: 'archived', patch: { threadTs: null } },
    ];
    const say: Performer = { leaseMs: 5000, repeat: 'reconcile', perform: () => Promise.resolve(next(outcomes)) };
    const { engine, run } = await scene({ say });
    run();
    await advance(engine, 'inc-1', { type: 'words.given', text: 'one' }, { key: 'a' });
    await advance(engine, 'inc-1', { type: 'words.given', text: 'two' }, { key: 'b' });
    await eventually(
      'lost',
      () => readEffect(engine.store, 'inc-1:3:0'),
      (effect) => effect?.why === 'archived',
    );
    expect(await readIncident(engine.store, 'inc-1')).toMatchObject({ channel: 'C1', threadTs: null });
  });

  test('sends again what was certainly not performed', async () => {
    const said: Outcome[] = [{ kind: 'again', afterMs: 1, why: 'rate limited' }, { kind: 'done' }];
    const { engine, run } = await scene({ say: { leaseMs: 5000, repeat: 'reconcile', perform: () => Promise.resolve(next(said)) } });
    run();
    await advance(engine, 'inc-1', { type: 'words.given', text: 'hi' }, { key: 'a' });
    expect(await effect('inc-1:2:0', 'done')).toMatchObject({ attempt: 2, why: null });

    async function effect(id: string, state: string): Promise<unknown> {
      return eventually(
        `${id} ${state}`,
        () => readEffect(engine.store, id),
        (found) => found?.state === state,
      );
    }
  });

  test('plans with an outcome what is to be done next, though the incident is closed', async () => {
    const next = [{ id: 'inc-1:later', kind: 'say', input: { text: 'still there' }, afterMs: 1 }];
    const said: unknown[] = [];
    const { engine, run } = await scene({
      read: { leaseMs: 5000, repeat: 'safe', perform: async () => ({ kind: 'done', next }) },
      say: { leaseMs: 5000, repeat: 'safe', perform: async ({ input }) => (said.push(input), { kind: 'done' }) },
    });
    await advance(engine, 'inc-1', { type: 'reading.asked' }, { key: 'a' });
    await engine.store.db.updateTable('incidents').set({ status: 'closed' }).where('id', '=', 'inc-1').execute();
    run();
    const later = await eventually(
      'what comes next',
      () => readEffect(engine.store, 'inc-1:later'),
      (effect) => effect?.state === 'done',
    );
    expect(later).toMatchObject({ incident: 'inc-1', kind: 'say', attempt: 1 });
    expect(said).toEqual([{ text: 'still there' }]);
  });

  test('repeats a safe effect after a throw, and gives up in the end', async () => {
    const read: Performer = {
      leaseMs: 5000,
      repeat: 'safe',
      maxAttempts: 3,
      perform: () => Promise.reject(new SwitchbackError('provider_unavailable', 'no answer', { retryable: true, retryAfterMs: 1 })),
      onGivenUp: (_, why) => ({ type: 'reading.failed', why }),
    };
    const { engine, run } = await scene({ read });
    run();
    await advance(engine, 'inc-1', { type: 'reading.asked' }, { key: 'a' });
    const words = await eventually(
      'it says so',
      () => effectsOf(engine.store, 'inc-1'),
      ([, say]) => say !== undefined,
    );
    expect(words).toMatchObject([
      { kind: 'read', state: 'failed', attempt: 3, why: 'no answer' },
      { kind: 'say', input: { text: 'not read: no answer' } },
    ]);
  });

  test('sends nothing when too little of the lease is left, and claims anew', async () => {
    const sent: number[] = [];
    const say: Performer = {
      leaseMs: 60_000,
      repeat: 'reconcile',
      perform: (_, { attempt, beforeSend }) => {
        beforeSend(attempt === 1 ? 60_001 : 1000);
        sent.push(attempt);
        return Promise.resolve({ kind: 'done' });
      },
    };
    const { engine, run } = await scene({ say });
    run();
    await advance(engine, 'inc-1', { type: 'words.given', text: 'hi' }, { key: 'a' });
    const said = await eventually(
      'said',
      () => readEffect(engine.store, 'inc-1:2:0'),
      (effect) => effect?.state === 'done',
    );
    expect(said).toMatchObject({ attempt: 2, looks: 0 });
    expect(sent).toEqual([2]);
  });

  test('records an outcome that came too late for the tree, and says that it was dropped', async () => {
    const { engine, world, run } = await scene();
    const release = Promise.withResolvers<void>();
    world.nextFate({ heldUntil: release.promise });
    run();
    await advance(engine, 'inc-1', { type: 'go.requested', moves: 1 }, { key: 'go' });
    await eventually(
      'started',
      () => readEffect(engine.store, 'inc-1:2:0'),
      (effect) => effect?.state === 'started',
    );
    await advance(engine, 'inc-1', { type: 'end.confirmed' }, { key: 'end' });
    release.resolve();

    await eventually(
      'done',
      () => readEffect(engine.store, 'inc-1:2:0'),
      (effect) => effect?.state === 'done',
    );
    const journal = await readJournal(engine.store, 'inc-1');
    expect(journal.filter(({ kind }) => kind === 'dropped')).toMatchObject([
      { type: 'move.landed', by: 'switchback', payload: { n: 1, effect: 'inc-1:2:0' } },
    ]);
  });

  test('when stopped, finishes what is in flight and claims nothing more', async () => {
    const { engine, world, run } = await scene();
    const release = Promise.withResolvers<void>();
    world.nextFate({ heldUntil: release.promise });
    const runner = run();
    await advance(engine, 'inc-1', { type: 'words.given', text: 'one' }, { key: 'a' });
    await advance(engine, 'inc-1', { type: 'words.given', text: 'two' }, { key: 'b' });
    await eventually(
      'started',
      () => readEffect(engine.store, 'inc-1:2:0'),
      (effect) => effect?.state === 'started',
    );
    const stopped = runner.stop();
    release.resolve();
    await stopped;
    expect((await effectsOf(engine.store, 'inc-1')).map(({ state }) => state)).toEqual(['done', 'planned']);
  });

  test('when stopped, does not wait for ever: what is unfinished stays unknown', async () => {
    const { engine, world, run } = await scene({}, 60_000);
    world.nextFate({ heldUntil: new Promise(() => {}) });
    const runner = run();
    await advance(engine, 'inc-1', { type: 'words.given', text: 'one' }, { key: 'a' });
    await eventually(
      'started',
      () => readEffect(engine.store, 'inc-1:2:0'),
      (effect) => effect?.state === 'started',
    );
    await runner.stop(20);
    expect(await readEffect(engine.store, 'inc-1:2:0')).toMatchObject({ state: 'started', finishedAt: null });
  });

  test('leaves alone what it has no performer for', async () => {
    const { engine, performers, run } = await scene();
    const { read: _, ...others } = performers;
    run({ performers: others });
    await advance(engine, 'inc-1', { type: 'reading.asked' }, { key: 'a' });
    await advance(engine, 'inc-1', { type: 'words.given', text: 'hi' }, { key: 'b' });
    await eventually(
      'said',
      () => readEffect(engine.store, 'inc-1:3:0'),
      (effect) => effect?.state === 'done',
    );
    expect(await readEffect(engine.store, 'inc-1:2:0')).toMatchObject({ state: 'planned', attempt: 0 });
  });
});

function once(outcome: Outcome): Performers[string] {
  return { leaseMs: 5000, repeat: 'reconcile', perform: () => Promise.resolve(outcome) };
}

function next<T>(list: T[]): T {
  const first = list.shift();
  if (first === undefined) throw new Error('It was asked for more often than the test says.');
  return first;
}
