import { describe, expect, test } from 'vitest';
import type { ConfirmedMove } from '#domain/plan.ts';
import { observeSwap } from '#src/effects/observe-swap.ts';
import type { Outcome } from '#src/engine/performer.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { hang } from '#test/support/gate.ts';
import { page } from '#test/support/scripted-deploys.ts';
import { NOW, PRODUCTION, WENT_BACK } from '#test/support/shop.ts';
import { effect, IMPATIENT, MOVE, perform, shop } from './fixture.ts';

const MINUTE = 60_000;

const MOVED: Partial<Deploys> = {
  production: async () => WENT_BACK,
  job: async () => ({ kind: 'ours', status: 'succeeded', failedDomains: [] }),
  visit: async () => page(200, { deploymentId: 'dpl_good' }),
};

const QUICK = { ...IMPATIENT, factTimeoutMs: 2_000 };

function observed(deploys: Partial<Deploys>, move: Partial<ConfirmedMove> = {}, now = NOW, config = QUICK): Promise<Outcome> {
  return perform(
    observeSwap(shop({ config, deploys })),
    { move: { ...MOVE, ...move }, service: 'shop', mode: 'live' as const },
    { now: () => now },
  );
}

test('the job, every domain and the app itself agree: moved, with the evidence of each', async () => {
  const visited: string[] = [];
  const asked: unknown[] = [];
  const outcome = await observed({
    ...MOVED,
    job: async (move, startedAt) => {
      asked.push({ move, startedAt });
      return { kind: 'ours', status: 'succeeded', failedDomains: [] };
    },
    visit: async (url) => {
      visited.push(url);
      return page(200, { deploymentId: 'dpl_good' });
    },
  });
  expect(outcome).toMatchObject({
    kind: 'done',
    event: {
      type: 'swap.observed',
      swap: 'moved',
      evidence: [
        { kind: 'swap.job', verdict: 'supports' },
        { kind: 'swap.domains', verdict: 'supports' },
        { kind: 'swap.app', verdict: 'supports' },
        { kind: 'swap.request-id', verdict: 'inconclusive' },
      ],
    },
  });
  expect(asked).toEqual([{ move: { gesture: 'rollback', to: 'dpl_good', reason: 'app bug, incident INC-1' }, startedAt: NOW }]);
  expect(visited).toEqual([0, 1, 2, 3, 4].map((index) => `https://shop.example/version?switchback=${NOW}-${index}`));
});

test('a commit that both deployments share proves nothing about the app', async () => {
  const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';
  const redeployed = { ...MOVE.target, id: 'dpl_redeployed' };
  const outcome = await observed({ ...MOVED, visit: async () => page(200, { commit }) }, { expectedLive: redeployed });
  expect(outcome).toMatchObject({ event: { swap: 'reported' } });
});

describe('the domains still read back the old deployment', () => {
  const old: Partial<Deploys> = { ...MOVED, production: async () => PRODUCTION };

  test('a minute after the request was taken: not yet', async () => {
    expect(await observed(old, { acceptedAt: NOW }, NOW + MINUTE - 1)).toMatchObject({ event: { swap: 'not yet' } });
  });

  test('later: contradicted', async () => {
    expect(await observed(old, { acceptedAt: NOW }, NOW + MINUTE)).toMatchObject({ event: { swap: 'contradicted' } });
  });

  test('the minute begins when the request was taken, however long after the confirmation', async () => {
    expect(await observed(old, { acceptedAt: NOW + MINUTE }, NOW + 2 * MINUTE - 1)).toMatchObject({ event: { swap: 'not yet' } });
  });
});

test('a platform that hangs costs its deadline, and is no move', async () => {
  const hanging: Partial<Deploys> = { ...MOVED, production: hang, job: (_, __, signal) => hang(signal) };
  expect(await observed(hanging, {}, NOW, IMPATIENT)).toMatchObject({
    kind: 'done',
    event: { swap: 'cannot look', why: 'Cannot look: There was no answer within the time allowed. Look again.' },
  });
});

test('so does an app that does not even listen to the signal', async () => {
  const outcome = await observed({ ...MOVED, visit: () => new Promise<never>(() => undefined) }, {}, NOW, IMPATIENT);
  expect(outcome).toMatchObject({ kind: 'done', event: { swap: 'reported' } });
});

test('a mistake of our own is thrown', async () => {
  const production = async (): Promise<never> => {
    throw new TypeError('undefined is not a function');
  };
  await expect(observed({ ...MOVED, production })).rejects.toThrow('undefined is not a function');
});

test('given up: cannot look, so that the tree asks again', () => {
  const request = effect({ move: MOVE, service: 'shop', mode: 'live' as const });
  expect(observeSwap(shop({})).onGivenUp?.(request, 'The lease ran out.')).toEqual({
    type: 'swap.observed',
    swap: 'cannot look',
    why: 'Cannot look: The domains were not read back. The lease ran out.',
    evidence: [
      {
        kind: 'swap.domains',
        source: 'vercel',
        verdict: 'unavailable',
        summary: 'The domains were not read back. The lease ran out.',
        observedAt: NOW,
      },
    ],
  });
});
