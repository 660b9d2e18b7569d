import { expect, test } from 'vitest';
import { deployStart } from '#domain/deploy-start.ts';

const BUILT = Date.UTC(2026, 10, 20, 13, 50);
const HOUR = 3_600_000;

test.each([
  { live: 'two minutes after the build began', liveAt: BUILT + 120_000, start: BUILT },
  { live: 'an hour after it', liveAt: BUILT + HOUR, start: BUILT },
  { live: 'later than that, so promoted by hand', liveAt: BUILT + HOUR + 1, start: BUILT + HOUR + 1 },
  { live: 'nobody knows when', liveAt: null, start: BUILT },
])('live $live', ({ liveAt, start }) => {
  expect(deployStart({ createdAt: BUILT, liveAt })).toBe(start);
});
