import { expect, test } from 'vitest';
import { recovery } from '#src/slack/messages/recovery.ts';
import { fact } from '#test/support/walk.ts';

test.each([
  [24_000, 'It lasted 24 s, from the bad deploy until now.'],
  [119_000, 'It lasted 119 s, from the bad deploy until now.'],
  [130_000, 'It lasted 2 min, from the bad deploy until now.'],
])('an incident of %d ms is told as long as it was', (lastedMs, said) => {
  const evidence = [fact('recovery', 'supports', 'Recovered so far: 2 errors in the 6 s to 2026-11-20T00:38:00Z.')];
  const { blocks } = recovery({
    what: 'recovery',
    evidence,
    chart: { bucketMs: 1_000, buckets: [] },
    moments: [],
    move: null,
    traded: null,
    lastedMs,
  });
  expect(JSON.stringify(blocks)).toContain(said);
});
