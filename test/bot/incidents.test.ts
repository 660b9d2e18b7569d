import { describe, expect, test } from 'vitest';
import { incident } from '#machines/incident.ts';
import { MACHINE_VERSION, MIGRATIONS } from '#machines/versions.ts';
import { completer } from '#src/bot/complete.ts';
import { createIncidents } from '#src/bot/incidents.ts';
import { advance } from '#src/engine/advance.ts';
import { createEngine, type Engine } from '#src/engine/engine.ts';
import type { Incidents } from '#src/slack/incidents.ts';
import { effectsOf } from '#src/store/effects.ts';
import type { Store } from '#src/store/store.ts';
import { EFFECT_KINDS } from '#test/support/effect-kinds.ts';
import { onEveryStore } from '#test/support/stores.ts';
import { APP_BUG, gathered, stateName } from '#test/support/walk.ts';
import { SHOP } from '../effects/fixture.ts';

const OPENED_AT = Date.UTC(2026, 10, 20, 2, 0);
const STAGING = { ...SHOP, name: 'shop-staging', environment: 'staging' as const };
const REQUEST = { service: 'shop', mode: 'live', channel: 'C_SHOP', by: 'U_ADA', note: null } as const;

function bot(store: Store): { engine: Engine; incidents: Incidents; at: (time: number) => void } {
  let time = OPENED_AT;
  const quiet = (): void => undefined;
  const engine = createEngine({
    store,
    tree: { machine: incident, version: MACHINE_VERSION, migrations: MIGRATIONS, complete: completer(() => null) },
    kinds: () => EFFECT_KINDS,
    now: () => time,
    log: { info: quiet, warn: quiet, error: quiet },
  });
  return {
    engine,
    incidents: createIncidents(engine, { slack: { command: '/rollback' }, services: [SHOP, STAGING] }),
    at: (now) => {
      time = now;
    },
  };
}

onEveryStore('the incidents that Slack sees', (stores) => {
  test('one that is opened looks at the facts, and draws its message at once', async () => {
    const store = await stores.open();
    const { incidents } = bot(store);
    const opened = await incidents.open(REQUEST, 'click 1');
    expect(opened).toMatchObject({
      kind: 'opened',
      incident: {
        service: 'shop',
        environment: 'production',
        mode: 'live',
        status: 'open',
        turn: 1,
        channel: 'C_SHOP',
        threadTs: null,
        openedAt: OPENED_AT,
      },
    });
    expect(stateName(opened.incident.snapshot.value)).toBe('assessing');
    const effects = await effectsOf(store, opened.incident.id);
    expect(effects.map(({ kind, resource }) => ({ kind, resource }))).toEqual([
      { kind: 'gatherFacts', resource: null },
      { kind: 'renderStatus', resource: `status:${opened.incident.id}` },
    ]);
  });

  test('a note that came with it is said, and the message is drawn once', async () => {
    const store = await stores.open();
    const { incidents } = bot(store);
    const { incident: opened } = await incidents.open({ ...REQUEST, note: 'checkout answers 500' }, 'click 1');
    const planned = (await effectsOf(store, opened.id)).filter(({ state }) => state === 'planned');
    expect(planned.map(({ kind, resource, input }) => ({ kind, resource, input }))).toEqual([
      { kind: 'gatherFacts', resource: null, input: { service: 'shop' } },
      { kind: 'say', resource: `thread:${opened.id}`, input: { what: 'note', by: 'U_ADA', text: 'checkout answers 500' } },
      { kind: 'renderStatus', resource: `status:${opened.id}`, input: {} },
    ]);
  });

  test('the cadence is that of the service', async () => {
    const { incidents } = bot(await stores.open());
    const { incident: opened } = await incidents.open(REQUEST, 'click 1');
    expect(opened.snapshot.context.cadence).toEqual({ job: 1_000, swap: 1_500, look: 15_000, watch: 15_000 });
  });

  test('the same click again gives the same incident', async () => {
    const { incidents } = bot(await stores.open());
    const { incident: first } = await incidents.open(REQUEST, 'click 1');
    expect(await incidents.open(REQUEST, 'click 1')).toMatchObject({ kind: 'duplicate', incident: { id: first.id } });
  });

  test('another click meets the one that is open; a drill beside it is another', async () => {
    const { incidents } = bot(await stores.open());
    const { incident: first } = await incidents.open(REQUEST, 'click 1');
    expect(await incidents.open(REQUEST, 'click 2')).toMatchObject({ kind: 'already open', incident: { id: first.id } });
    expect(await incidents.open({ ...REQUEST, mode: 'drill' }, 'click 3')).toMatchObject({ kind: 'opened', incident: { mode: 'drill' } });
  });

  test('staging has its own answers', async () => {
    const { incidents } = bot(await stores.open());
    const { incident: opened } = await incidents.open({ ...REQUEST, service: 'shop-staging' }, 'click 1');
    expect(stateName(opened.snapshot.value)).toMatch(/^staging/);
  });

  test('a service that is not configured is a mistake of the caller', async () => {
    const { incidents } = bot(await stores.open());
    await expect(incidents.open({ ...REQUEST, service: 'shopp' }, 'click 1')).rejects.toThrow('Service shopp is looked up before');
  });

  describe('what people answer', () => {
    async function classifying() {
      const { engine, incidents } = bot(await stores.open());
      const { incident: opened } = await incidents.open(REQUEST, 'click 1');
      const { at: _, ...facts } = gathered(APP_BUG);
      await advance(engine, opened.id, facts, { key: 'facts' });
      return { incidents, id: opened.id, turn: (await incidents.find(opened.id))?.turn ?? 0 };
    }

    test('counts once, and the view is that of the new question', async () => {
      const { incidents, id, turn } = await classifying();
      const answer = () => incidents.send(id, { type: 'data.reportIntact' }, 'U_ADA', { key: 'click 2', turn });
      expect(await answer()).toEqual({ kind: 'advanced' });
      expect(await answer()).toEqual({ kind: 'duplicate' });
      const view = await incidents.find(id);
      expect(view?.turn).toBe(turn + 1);
      expect(view?.snapshot.context.answers.data).toBe('intact');
      expect(view?.snapshot.can({ type: 'class.confirm', by: 'U_ADA', at: 0 })).toBe(true);
    });

    test('is too late when the question has changed since', async () => {
      const { incidents, id, turn } = await classifying();
      expect(await incidents.send(id, { type: 'data.reportIntact' }, 'U_ADA', { key: 'click 2', turn: turn - 1 })).toEqual({
        kind: 'too late',
      });
    });

    test('is too late when it is not an answer to this question', async () => {
      const { incidents, id, turn } = await classifying();
      expect(await incidents.send(id, { type: 'move.confirm' }, 'U_ADA', { key: 'click 2', turn })).toEqual({ kind: 'too late' });
    });

    test('a note is taken whatever the question is', async () => {
      const { incidents, id } = await classifying();
      expect(await incidents.send(id, { type: 'note.add', text: 'on it' }, 'U_ADA', { key: 'click 2', turn: null })).toEqual({
        kind: 'advanced',
      });
    });

    test('to an incident that nobody knows changes nothing', async () => {
      const { incidents } = await classifying();
      expect(await incidents.send('inc-gone', { type: 'move.confirm' }, 'U_ADA', { key: 'click 2', turn: 1 })).toEqual({
        kind: 'unknown incident',
      });
      expect(await incidents.find('inc-gone')).toBeNull();
    });
  });

  test('the list has the newest first, of the service and status asked, and no more than asked', async () => {
    const { incidents, at } = bot(await stores.open());
    const { incident: live } = await incidents.open(REQUEST, 'click 1');
    at(OPENED_AT + 1_000);
    const { incident: drill } = await incidents.open({ ...REQUEST, mode: 'drill' }, 'click 2');
    at(OPENED_AT + 2_000);
    const { incident: staging } = await incidents.open({ ...REQUEST, service: 'shop-staging' }, 'click 3');
    await incidents.send(drill.id, { type: 'incident.cancel', reason: 'not now' }, 'U_ADA', { key: 'click 4', turn: null });

    const ids = async (...asked: Parameters<Incidents['list']>) => (await incidents.list(...asked)).map(({ id }) => id);
    expect(await ids({}, 10)).toEqual([staging.id, drill.id, live.id]);
    expect(await ids({}, 2)).toEqual([staging.id, drill.id]);
    expect(await ids({ service: 'shop', status: 'open' }, 10)).toEqual([live.id]);
    expect(await ids({ status: 'closed' }, 10)).toEqual([drill.id]);
  });

  test('the journal tells who did what, and what came too late', async () => {
    const { engine, incidents } = bot(await stores.open());
    const { incident: opened } = await incidents.open({ ...REQUEST, note: 'checkout answers 500' }, 'click 1');
    await advance(engine, opened.id, { type: 'incident.cancel', by: 'U_BEN', reason: 'false alarm' }, { key: 'click 2' });
    const lines = await incidents.journal(opened.id);
    expect(lines.map(({ type, by, counted, payload }) => ({ type, by, counted, payload })).slice(1)).toEqual([
      { type: 'note.add', by: 'U_ADA', counted: true, payload: { text: 'checkout answers 500' } },
      { type: 'incident.cancel', by: 'U_BEN', counted: true, payload: { reason: 'false alarm' } },
    ]);
    expect(lines[0]).toMatchObject({ by: 'U_ADA', counted: true, at: OPENED_AT });
  });
});
