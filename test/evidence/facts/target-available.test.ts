import { expect, test } from 'vitest';
import { targetAvailable } from '#src/evidence/facts/target-available.ts';
import { GOOD } from '#test/support/scripted-deploys.ts';
import { NOW } from '#test/support/shop.ts';

test('the newest eligible deployment is proposed, and how many others there are is said', () => {
  const older = { ...GOOD, id: 'dpl_older' };
  expect(targetAvailable({ kind: 'read', value: [GOOD, older, older] }, 'vercel', NOW)).toEqual({
    kind: 'target.available',
    source: 'vercel',
    observedAt: NOW,
    verdict: 'supports',
    summary: 'a1b2c3d “checkout: faster cart” can be rolled back to, and 2 older.',
    details: { deployment: 'dpl_good', commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678' },
  });
});

test('a deployment without a commit is named by its id', () => {
  const { summary } = targetAvailable({ kind: 'read', value: [{ ...GOOD, commit: null, message: null }] }, 'vercel', NOW);
  expect(summary).toBe('dpl_good can be rolled back to.');
});

test('none is left: contradicts', () => {
  const { verdict, summary } = targetAvailable({ kind: 'read', value: [] }, 'vercel', NOW);
  expect({ verdict, summary }).toEqual({ verdict: 'contradicts', summary: 'No earlier deployment can be rolled back to.' });
});

test('a list that could not be read is not an empty list: unavailable', () => {
  const { verdict, summary } = targetAvailable({ kind: 'unavailable', why: 'Vercel answered 502. Ask again.' }, 'vercel', NOW);
  expect({ verdict, summary }).toEqual({
    verdict: 'unavailable',
    summary: 'The deployments could not be listed. Vercel answered 502. Ask again.',
  });
});
