import { expect, test } from 'vitest';
import { advance } from '#src/engine/advance.ts';
import { openIncident } from '#src/engine/open-incident.ts';
import { effectsOf } from '#src/store/effects.ts';
import { listIncidents, readIncident } from '#src/store/incidents.ts';
import { readJournal } from '#src/store/journal.ts';
import { onEveryStore } from '#test/support/stores.ts';
import { openToy, toyEngine, type ToyEngine } from './toy-engine.ts';
import { TOY } from './toy-tree.ts';

const GO = { type: 'go.requested', moves: 2, by: 'U_ADA' };

onEveryStore('an event', (stores) => {
  test('moves the state and leaves the intents, together', async () => {
    const engine = await opened();
    engine.setTime(5000);
    expect(await advance(engine, 'inc-1', GO, { key: 'click 1' })).toEqual({ kind: 'advanced', rev: 2, turn: 2 });

    expect(await readIncident(engine.store, 'inc-1')).toMatchObject({ status: 'open', rev: 2, turn: 2, snapshot: { value: 'moving' } });
    const planned = { incident: 'inc-1', kind: 'move', resource: 'lane:inc-1', state: 'planned', createdAt: 5000, startedAt: null };
    expect(await effectsOf(engine.store, 'inc-1')).toMatchObject([
      { ...planned, id: 'inc-1:2:0', input: { n: 1 } },
      { ...planned, id: 'inc-1:2:1', input: { n: 2 } },
    ]);
  });

  test('counts once, however often it is delivered', async () => {
    const engine = await opened();
    await advance(engine, 'inc-1', GO, { key: 'click 1' });
    expect(await advance(engine, 'inc-1', GO, { key: 'click 1', turn: 1 })).toEqual({ kind: 'duplicate' });
    expect(await facts(engine)).toEqual({ rev: 2, entries: 2, effects: 2 });
  });

  test('counts once when its deliveries arrive together', async () => {
    const engine = await opened();
    const answers = await Promise.all([1, 2, 3, 4].map(() => advance(engine, 'inc-1', GO, { key: 'click 1' })));
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['advanced', 'duplicate', 'duplicate', 'duplicate']);
    expect(await facts(engine)).toEqual({ rev: 2, entries: 2, effects: 2 });
  });

  test('of an older turn is stale: two people answering one question at once are one answer', async () => {
    const engine = await opened();
    const answers = await Promise.all(['a', 'b'].map((key) => advance(engine, 'inc-1', GO, { key, turn: 1 })));
    expect(answers).toContainEqual({ kind: 'advanced', rev: 2, turn: 2 });
    expect(answers).toContainEqual({ kind: 'stale', turn: 2 });
    expect(await facts(engine)).toEqual({ rev: 2, entries: 2, effects: 2 });
  });

  test('that is not legal changes nothing and may be delivered again', async () => {
    const engine = await opened();
    const refused = { kind: 'not legal', turn: 1, value: 'idle' };
    expect(await advance(engine, 'inc-1', { type: 'look.requested' }, { key: 'k' })).toEqual(refused);
    expect(await advance(engine, 'inc-1', { ...GO, moves: 0 }, { key: 'k' })).toEqual(refused);
    expect(await facts(engine)).toEqual({ rev: 1, entries: 1, effects: 0 });
    expect(await advance(engine, 'inc-1', GO, { key: 'k' })).toEqual({ kind: 'advanced', rev: 2, turn: 2 });
  });

  test('that asks for what nobody does is refused as a whole', async () => {
    const engine = await opened();
    await expect(advance(engine, 'inc-1', { type: 'mistake.made' }, { key: 'k' })).rejects.toMatchObject({ code: 'effect_unknown' });
    expect(await facts(engine)).toEqual({ rev: 1, entries: 1, effects: 0 });
  });

  test('that is not plain JSON is refused as a whole', async () => {
    const engine = await opened();
    await expect(advance(engine, 'inc-1', { type: 'words.given', text: new Date(0) }, { key: 'k' })).rejects.toThrow(TypeError);
    expect(await facts(engine)).toEqual({ rev: 1, entries: 1, effects: 0 });
  });

  test('raises the turn when the question changes, not when only something is noted', async () => {
    const engine = await opened();
    expect(await advance(engine, 'inc-1', { type: 'words.given', text: 'hi' }, { key: 'a' })).toEqual({
      kind: 'advanced',
      rev: 2,
      turn: 1,
    });
    expect(await advance(engine, 'inc-1', { type: 'question.repeated' }, { key: 'b' })).toEqual({ kind: 'advanced', rev: 3, turn: 2 });
  });

  test('cancels what it supersedes and nothing else', async () => {
    const engine = await opened();
    await advance(engine, 'inc-1', { type: 'words.given', text: 'hi' }, { key: 'a' });
    await advance(engine, 'inc-1', { type: 'status.changed', text: 'one' }, { key: 'b' });
    await advance(engine, 'inc-1', { type: 'status.changed', text: 'two' }, { key: 'c' });
    expect(await effectsOf(engine.store, 'inc-1')).toMatchObject([
      { kind: 'say', state: 'planned' },
      { kind: 'status', input: { text: 'one' }, state: 'cancelled', why: 'superseded by inc-1:4:0' },
      { kind: 'status', input: { text: 'two' }, state: 'planned' },
    ]);
  });

  test('that ends the tree closes the incident, its timers with it', async () => {
    const engine = await opened();
    engine.setTime(7000);
    await advance(engine, 'inc-1', { type: 'reminder.set', afterMs: 60_000 }, { key: 'a' });
    await advance(engine, 'inc-1', { type: 'end.confirmed' }, { key: 'b' });
    expect(await readIncident(engine.store, 'inc-1')).toMatchObject({ status: 'closed', closedAt: 7000 });
    expect(await engine.store.db.selectFrom('timers').selectAll().execute()).toEqual([]);
    expect(await advance(engine, 'inc-1', { type: 'words.given', text: 'late' }, { key: 'c' })).toMatchObject({
      kind: 'not legal',
      value: 'over',
    });
  });

  test('for an incident that is not there is told apart', async () => {
    expect(await advance(await opened(), 'inc-9', GO, { key: 'k' })).toEqual({ kind: 'unknown incident' });
  });

  test('may be completed with what the tree need not know', async () => {
    const complete: typeof TOY.complete = (actions, { turn, asksAnew }) =>
      asksAnew ? [...actions, { type: 'status', params: { text: `turn ${turn}` } }] : actions;
    const engine = toyEngine(await stores.open(), { ...TOY, complete });
    await openToy(engine);
    await advance(engine, 'inc-1', { type: 'words.given', text: 'hi' }, { key: 'a' });
    await advance(engine, 'inc-1', { type: 'question.repeated' }, { key: 'b' });
    expect((await effectsOf(engine.store, 'inc-1')).map(({ input }) => input)).toEqual([
      { text: 'turn 1' },
      { text: 'hi' },
      { text: 'turn 2' },
    ]);
  });

  async function opened(): Promise<ToyEngine> {
    const engine = toyEngine(await stores.open());
    await openToy(engine);
    return engine;
  }
});

onEveryStore('opening an incident', (stores) => {
  const opening = { service: 'shop', environment: 'production', mode: 'live', channel: 'C1', input: {} } as const;

  test('is done once per delivery', async () => {
    const engine = toyEngine(await stores.open());
    const first = await openIncident(engine, opening, 'command 1');
    expect(first).toMatchObject({ kind: 'opened', incident: { service: 'shop', status: 'open', rev: 1, turn: 1, threadTs: null } });
    expect(await openIncident(engine, opening, 'command 1')).toEqual({ kind: 'duplicate', incident: first.incident });
  });

  test('happens at most once per service and environment, whoever asks at the same time', async () => {
    const engine = toyEngine(await stores.open());
    const answers = await Promise.all(['a', 'b', 'c'].map((key) => openIncident(engine, opening, key)));
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['already open', 'already open', 'opened']);
    expect(new Set(answers.map(({ incident }) => incident.id)).size).toBe(1);
    expect(await openIncident(engine, { ...opening, environment: 'staging' }, 'd')).toMatchObject({ kind: 'opened' });
  });

  test('is possible again after the last one was closed', async () => {
    const engine = toyEngine(await stores.open());
    const { incident } = await openIncident(engine, { ...opening, event: { type: 'end.confirmed' } }, 'a');
    expect(incident).toMatchObject({ status: 'closed', rev: 2 });
    expect(await openIncident(engine, opening, 'b')).toMatchObject({ kind: 'opened' });
    expect((await listIncidents(engine.store, { status: 'open' })).length).toBe(1);
    expect((await listIncidents(engine.store)).length).toBe(2);
    expect((await listIncidents(engine.store, { service: 'shop', limit: 1 })).length).toBe(1);
    expect(await listIncidents(engine.store, { service: 'other' })).toEqual([]);
  });
});

async function facts(engine: ToyEngine): Promise<{ rev: number | undefined; entries: number; effects: number }> {
  return {
    rev: (await readIncident(engine.store, 'inc-1'))?.rev,
    entries: (await readJournal(engine.store, 'inc-1')).length,
    effects: (await effectsOf(engine.store, 'inc-1')).length,
  };
}
