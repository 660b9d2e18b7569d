import { expect, test } from 'vitest';
import { keepReport, readReport } from '#src/store/schema-reports.ts';
import { onEveryStore } from '#test/support/stores.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 14, 2);
const KEY = { service: 'shop', from: 'a'.repeat(40), to: 'b'.repeat(40) };
const KEPT = {
  version: 1,
  question: { folder: 'migrations' },
  report: { verdict: 'unsafe', findings: [{ object: 'public.invoices."tötal"' }] },
  computedAt: NOW,
};

onEveryStore('a report on one way back', (stores) => {
  test('is read as it was kept, after a restart too', async () => {
    const url = await stores.newUrl();
    await keepReport(await stores.open(url), KEY, KEPT);
    expect(await readReport(await stores.open(url), KEY, 1)).toEqual(KEPT);
  });

  test('is of this service and of this way alone', async () => {
    const store = await stores.open();
    await keepReport(store, KEY, KEPT);
    expect(await readReport(store, { ...KEY, service: 'books' }, 1)).toBe(null);
    expect(await readReport(store, { ...KEY, from: KEY.to, to: KEY.from }, 1)).toBe(null);
  });

  test('in the shape of another release is as good as none', async () => {
    const store = await stores.open();
    await keepReport(store, KEY, KEPT);
    expect(await readReport(store, KEY, 2)).toBe(null);
  });

  test('takes the place of an earlier one', async () => {
    const store = await stores.open();
    await keepReport(store, KEY, KEPT);
    const newer = { ...KEPT, question: { folder: 'drizzle' }, report: { verdict: 'safe' }, computedAt: NOW + 1 };
    await keepReport(store, KEY, newer);
    expect(await readReport(store, KEY, 1)).toEqual(newer);
  });

  test('goes a month later, unless that deployment is still the newest', async () => {
    const store = await stores.open();
    const older = { ...KEY, to: 'c'.repeat(40) };
    await keepReport(store, older, KEPT);
    await keepReport(store, KEY, KEPT);
    const another = { ...KEY, from: 'd'.repeat(40) };
    await keepReport(store, { ...another, service: 'books' }, { ...KEPT, computedAt: NOW + 31 * DAY });
    expect(await readReport(store, older, 1)).toEqual(KEPT);

    await keepReport(store, another, { ...KEPT, computedAt: NOW + 31 * DAY });
    expect(await readReport(store, older, 1)).toBe(null);
    expect(await readReport(store, KEY, 1)).toEqual(KEPT);
  });
});
