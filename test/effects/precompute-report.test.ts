import { expect, test } from 'vitest';
import { precomputeReport } from '#src/effects/precompute-report.ts';
import { FROM, reported, TO, UNKNOWN, UNSAFE } from '#test/support/schema-reports.ts';
import { perform, shop } from './fixture.ts';

const REQUEST = { service: 'shop', from: FROM, to: TO };

test('a way back is judged ahead of time', async () => {
  expect(await perform(precomputeReport(shop({ schema: reported({ [FROM]: UNSAFE }) })), REQUEST)).toEqual({
    kind: 'done',
    result: { verdict: 'unsafe' },
  });
});

test('one that is not known is tried again a few times', async () => {
  const performer = precomputeReport(shop({ schema: reported({ [FROM]: UNKNOWN }) }));
  expect(await perform(performer, REQUEST)).toEqual({ kind: 'again', afterMs: 60_000, why: UNKNOWN.sentence });
  expect(performer.maxAttempts).toBe(3);
});

test('without a repository there is nothing to judge', async () => {
  expect(await perform(precomputeReport(shop({})), REQUEST)).toEqual({
    kind: 'failed',
    why: 'No repository is configured for shop any more.',
  });
});
