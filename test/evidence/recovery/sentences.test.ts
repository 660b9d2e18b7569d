import { expect, test } from 'vitest';
import { newError } from '#src/evidence/recovery/sentences.ts';
import { MOVED } from '#test/support/recovering-shop.ts';

const ISSUE = {
  id: '9',
  shortId: 'SHOP-9',
  title: 'column "total" does not exist',
  count: 106,
  firstSeen: MOVED,
  lastSeen: MOVED,
  permalink: 'https://sentry.example/issues/SHOP-9/',
  culprit: '',
};

test('of a moment no rate a minute is told', () => {
  expect(newError(ISSUE, MOVED, MOVED + 50)).toBe(
    'Still failing: a new error since 2026-11-20T14:00:00Z, column "total" does not exist (SHOP-9), 106 events in less than a second. The move may have caused it.',
  );
  expect(newError(ISSUE, MOVED, MOVED + 6_000)).toBe(
    'Still failing: a new error since 2026-11-20T14:00:00Z, column "total" does not exist (SHOP-9), 106 events in 6 s. The move may have caused it.',
  );
});
