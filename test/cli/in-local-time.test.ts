import { expect, test } from 'vitest';
import { inLocalTime } from '#src/cli/in-local-time.ts';

const COUNTED = 'Rows of public.orders, counted on the live database at 2026-11-20T14:02:31Z: 3.';

test.each([
  ['Europe/Berlin', '2026-11-20 15:02:31 CET'],
  ['UTC', '2026-11-20 14:02:31 UTC'],
])('in a terminal in %s a moment is shown there, with the name of the zone', (timeZone, shown) => {
  expect(inLocalTime(COUNTED, timeZone)).toBe(`Rows of public.orders, counted on the live database at ${shown}: 3.`);
});
