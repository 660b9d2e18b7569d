import { expect, test } from 'vitest';
import { postponeSchedule, runSchedules, type Firing } from '#src/engine/schedules.ts';
import { planEffect, readEffect } from '#src/store/effects.ts';
import type { Store } from '#src/store/store.ts';
import { onEveryStore } from '#test/support/stores.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Mondays at nine in Madrid; the clocks there go forward on Sunday 28 March 2027. */
const DRILL = { id: 'drill', cron: '0 9 * * 1', timeZone: 'Europe/Madrid' };
const MARCH_22 = Date.parse('2027-03-22T08:00:00Z');
const MARCH_29 = Date.parse('2027-03-29T07:00:00Z');
const APRIL_5 = Date.parse('2027-04-05T07:00:00Z');

onEveryStore('a schedule', (stores) => {
  test('fires at the hour of its own time zone, summer and winter', async () => {
    const { at, fired } = await schedules(await stores.open());
    await at(MARCH_22 - DAY);
    await at(MARCH_22 - 1);
    expect(fired).toEqual([]);
    await at(MARCH_22);
    await at(MARCH_22 + 1);
    await at(MARCH_29 - 1);
    await at(MARCH_29);
    expect(fired).toEqual([
      { schedule: 'drill', occurrence: MARCH_22, missedSince: null },
      { schedule: 'drill', occurrence: MARCH_29, missedSince: null },
    ]);
  });

  test('fires once, however many replicas look at the same time', async () => {
    const { at, fired } = await schedules(await stores.open());
    const replicas = [1, 2, 3, 4, 5, 6];
    await Promise.all(replicas.map(() => at(MARCH_22 - DAY)));
    await Promise.all(replicas.map(() => at(MARCH_22)));
    expect(fired).toEqual([{ schedule: 'drill', occurrence: MARCH_22, missedSince: null }]);
  });

  test('that was missed is said once', async () => {
    const { at, fired } = await schedules(await stores.open());
    await at(MARCH_22 - DAY);
    await at(MARCH_29 + 2 * DAY);
    await at(MARCH_29 + 3 * DAY);
    expect(fired).toEqual([{ schedule: 'drill', occurrence: MARCH_22, missedSince: MARCH_22 }]);
    await at(APRIL_5);
    expect(fired[1]).toEqual({ schedule: 'drill', occurrence: APRIL_5, missedSince: null });
  });

  test('may be said ahead of its occurrence', async () => {
    const { at, fired } = await schedules(await stores.open(), { leadMs: 2 * DAY });
    await at(MARCH_22 - 5 * DAY);
    await at(MARCH_22 - 2 * DAY - 1);
    expect(fired).toEqual([]);
    await at(MARCH_22 - 2 * DAY);
    await at(MARCH_22);
    expect(fired).toEqual([{ schedule: 'drill', occurrence: MARCH_22, missedSince: null }]);
  });

  test('new when its next occurrence is near is said at once', async () => {
    const { at, fired } = await schedules(await stores.open(), { leadMs: 2 * DAY });
    await at(MARCH_22 - DAY);
    expect(fired).toEqual([{ schedule: 'drill', occurrence: MARCH_22, missedSince: null }]);
  });

  test('may be postponed, once it was said or before, and then goes on as usual', async () => {
    const store = await stores.open();
    const { at, fired } = await schedules(store);
    await at(MARCH_22 - DAY);
    await at(MARCH_22);
    expect(await postponeSchedule(store, 'drill', MARCH_22, MARCH_22 + 2 * DAY)).toBe(true);
    await at(MARCH_22 + DAY);
    expect(fired).toHaveLength(1);
    await at(MARCH_22 + 2 * DAY);
    await at(MARCH_29);
    expect(fired.slice(1)).toEqual([
      { schedule: 'drill', occurrence: MARCH_22, missedSince: null },
      { schedule: 'drill', occurrence: MARCH_29, missedSince: null },
    ]);
    expect(await postponeSchedule(store, 'drill', MARCH_22, APRIL_5)).toBe(false);
  });

  test('that was changed starts anew', async () => {
    const store = await stores.open();
    const { at } = await schedules(store);
    await at(MARCH_22 - DAY);
    const tuesdays = await schedules(store, { cron: '0 9 * * 2' });
    await tuesdays.at(MARCH_22);
    expect(tuesdays.fired).toEqual([]);
    await tuesdays.at(MARCH_22 + DAY);
    expect(tuesdays.fired).toEqual([{ schedule: 'drill', occurrence: MARCH_22 + DAY, missedSince: null }]);
  });

  test('stays due when what it asks for could not be stored, and leaves nothing behind', async () => {
    const store = await stores.open();
    const { at, fired } = await schedules(store);
    await at(MARCH_22 - DAY);
    const broken = runSchedules(store, [DRILL], MARCH_22, async (firing, tx) => {
      await planEffect(tx, store, { id: 'reminder', incident: null, kind: 'say', input: { occurrence: firing.occurrence } }, MARCH_22);
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await readEffect(store, 'reminder')).toBe(null);
    await at(MARCH_22);
    expect(fired).toHaveLength(1);
  });

  test('that never comes is refused', async () => {
    const { at } = await schedules(await stores.open(), { cron: '0 0 30 2 *' });
    await expect(at(MARCH_22)).rejects.toMatchObject({ code: 'config_invalid' });
  });
});

async function schedules(
  store: Store,
  change: { cron?: string; leadMs?: number } = {},
): Promise<{ at: (now: number) => Promise<void>; fired: Firing[] }> {
  const fired: Firing[] = [];
  const at = (now: number): Promise<void> =>
    runSchedules(store, [{ ...DRILL, ...change }], now, (firing) => {
      fired.push(firing);
      return Promise.resolve();
    });
  return { at, fired };
}
