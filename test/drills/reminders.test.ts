import { describe, expect, test } from 'vitest';
import { startRunner } from '#src/engine/runner.ts';
import type { DrillOccurrence } from '#src/slack/drills.ts';
import { eventually } from '#test/support/eventually.ts';
import { onEveryStore } from '#test/support/stores.ts';
import { asked, DAY, MINUTE, MONDAYS, replica } from './replica.ts';

const MARCH_8 = Date.parse('2027-03-08T08:00:00Z');
const MARCH_15 = Date.parse('2027-03-15T08:00:00Z');
const MARCH_22 = Date.parse('2027-03-22T08:00:00Z');

const monday = (occurrence: number, missedSince: number | null = null): DrillOccurrence => ({
  schedule: 'shop:rehearsal:0 9 * * 1:Europe/Madrid',
  service: 'shop',
  kind: 'rehearsal',
  channel: 'C_SHOP',
  occurrence,
  missedSince,
});

onEveryStore('a scheduled drill', (stores) => {
  test('is said ahead of time, and not before', async () => {
    const store = await stores.open();
    const { at } = replica(store);
    await at(MARCH_15 - 3 * DAY);
    await at(MARCH_15 - DAY - 1);
    expect(await asked(store)).toEqual([]);
    await at(MARCH_15 - DAY);
    await at(MARCH_15);
    expect(await asked(store)).toEqual([monday(MARCH_15)]);
    await at(MARCH_22 - DAY);
    expect(await asked(store)).toEqual([monday(MARCH_15), monday(MARCH_22)]);
  });

  test('is said once over many replicas', async () => {
    const store = await stores.open();
    const replicas = [1, 2, 3, 4].map(() => replica(store));
    await Promise.all(replicas.map(({ at }) => at(MARCH_15 - 3 * DAY)));
    await Promise.all(replicas.map(({ at }, index) => at(MARCH_15 - DAY + index)));
    expect(await asked(store)).toEqual([monday(MARCH_15)]);
  });

  test('is said once where many replicas start for the first time when it is near', async () => {
    const store = await stores.open();
    const replicas = [1, 2, 3, 4].map(() => replica(store));
    await Promise.all(replicas.map(({ at }, index) => at(MARCH_15 - MINUTE + index)));
    expect(await asked(store)).toEqual([monday(MARCH_15)]);
  });

  test('is said once across a restart', async () => {
    const url = await stores.newUrl();
    const before = await stores.open(url);
    await replica(before).at(MARCH_15 - DAY);
    await before.close();
    const store = await stores.open(url);
    await replica(store).at(MARCH_15 - DAY + MINUTE);
    expect(await asked(store)).toEqual([monday(MARCH_15)]);
  });

  test('that a process planned and never posted is posted by another, once', async () => {
    const store = await stores.open();
    await replica(store).at(MARCH_15 - MINUTE);

    const posted: string[] = [];
    const post = {
      remindDrill: {
        leaseMs: 30_000,
        repeat: 'reconcile' as const,
        perform: async ({ id }: { id: string }) => {
          posted.push(id);
          return { kind: 'done' as const };
        },
      },
    };
    const others = [replica(store), replica(store)];
    const runners = others.map(({ engine }, index) => startRunner(engine, post, { owner: `replica ${index}`, pollMs: 10 }));
    const states = async () => (await store.db.selectFrom('effects').select('state').execute()).map(({ state }) => state);
    await Promise.all(others.map(({ at }) => at(MARCH_15)));
    await eventually('the reminder is done', states, (all) => all.every((state) => state === 'done'));
    await Promise.all(runners.map((runner) => runner.stop()));
    expect(posted).toEqual([`drill:${monday(MARCH_15).schedule}:${MARCH_15}:${MARCH_15 - MINUTE}`]);
  });

  test('that was missed is said once, and since when it was due', async () => {
    const store = await stores.open();
    const { at } = replica(store);
    await at(MARCH_8 - 3 * DAY);
    await at(MARCH_15 + 2 * DAY);
    await at(MARCH_15 + 3 * DAY);
    expect(await asked(store)).toEqual([monday(MARCH_8, MARCH_8 - DAY)]);
    await at(MARCH_22 - DAY);
    expect(await asked(store)).toEqual([monday(MARCH_8, MARCH_8 - DAY), monday(MARCH_22)]);
  });

  test('is not said any more once it is removed from the configuration', async () => {
    const store = await stores.open();
    await replica(store).at(MARCH_15 - 3 * DAY);
    const without = replica(store, []);
    await without.at(MARCH_15 - DAY);
    await without.at(MARCH_15);
    expect(await asked(store)).toEqual([]);
  });

  test('does not keep another of the same service from being said', async () => {
    const store = await stores.open();
    const tuesdays = { ...MONDAYS, cron: '0 9 * * 2', channel: 'C_OPS' };
    const { at } = replica(store, [MONDAYS, tuesdays]);
    await at(MARCH_15 - 3 * DAY);
    await at(MARCH_15 - DAY);
    await at(MARCH_15);
    expect(await asked(store)).toEqual([
      monday(MARCH_15),
      { ...monday(MARCH_15 + DAY), schedule: 'shop:rehearsal:0 9 * * 2:Europe/Madrid', channel: 'C_OPS' },
    ]);
  });

  describe('that is postponed', () => {
    test('is said again then, whichever replica was asked, and the next comes as usual', async () => {
      const store = await stores.open();
      const [one, two] = [replica(store), replica(store)];
      await one.at(MARCH_15 - DAY);
      expect(await two.drills.postpone(monday(MARCH_15), MARCH_15 + 2 * DAY)).toBe(true);
      await one.at(MARCH_15 + DAY);
      expect(await asked(store)).toEqual([monday(MARCH_15)]);
      await Promise.all([one.at(MARCH_15 + 2 * DAY), two.at(MARCH_15 + 2 * DAY + 1)]);
      expect(await asked(store)).toEqual([monday(MARCH_15), monday(MARCH_15)]);
      await one.at(MARCH_22 - DAY);
      expect(await asked(store)).toEqual([monday(MARCH_15), monday(MARCH_15), monday(MARCH_22)]);
    });

    test('too late, when the next was said already, is refused', async () => {
      const { at, drills } = replica(await stores.open());
      await at(MARCH_15 - DAY);
      await at(MARCH_22 - DAY);
      expect(await drills.postpone(monday(MARCH_15), MARCH_22)).toBe(false);
    });
  });

  test('that is handed over is said once per person', async () => {
    const store = await stores.open();
    const { at, drills } = replica(store);
    await at(MARCH_15 - DAY);
    await Promise.all([drills.handOver(monday(MARCH_15), 'U_ADA', 'U_BEN'), drills.handOver(monday(MARCH_15), 'U_ADA', 'U_BEN')]);
    await drills.handOver(monday(MARCH_15), 'U_BEN', 'U_CLEO');
    expect(await asked(store, 'sayDrillHandOver')).toEqual([
      { ...monday(MARCH_15), by: 'U_ADA', to: 'U_BEN' },
      { ...monday(MARCH_15), by: 'U_BEN', to: 'U_CLEO' },
    ]);
  });
});
