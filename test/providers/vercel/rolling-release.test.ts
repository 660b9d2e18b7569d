import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { proveSwap } from '#src/evidence/swap/prove-swap.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { createVercel } from '#src/providers/vercel/index.ts';
import type { LocalDeployment } from '#sandbox/vercel/local-vercel.ts';
import { startShop, type Shop } from '#test/sandbox/vercel/start-shop.ts';

const signal = (): AbortSignal => AbortSignal.timeout(20_000);

describe('a project with rolling releases', () => {
  let shop: Shop;
  let deploys: Deploys;
  let fix: LocalDeployment;

  beforeEach(async () => {
    shop = await startShop({ rollingStages: [10, 50, 100] });
    deploys = createVercel(shop.vercel.access);
    shop.vercel.setAutoAssign(false);
    fix = await shop.vercel.push({ commit: '4'.repeat(40), message: 'Fix', author: 'ada', origin: shop.origin.url });
  });
  afterEach(() => shop.close());

  test('has not moved at the first stage, though job, aliases and project name the new deployment', async () => {
    const move = { gesture: 'promote', to: fix.id, reason: 'INC-1' } as const;
    const startedAt = Date.now();
    expect(await deploys.start(move, () => {}, signal())).toEqual({ kind: 'accepted', queued: false });
    await expect.poll(() => shop.vercel.job?.status).toBe('succeeded');
    expect(shop.vercel.aliasOf('shop.example.com')).toBe(fix.id);

    const production = await deploys.production(signal());
    expect(production).toMatchObject({ current: null, rollingRelease: { canary: fix.id, base: shop.live.id, percentage: 10 } });
    const app = { url: shop.vercel.productionUrl, identityPath: null };
    const question = { move, startedAt, targetCommit: null, leavingCommit: null, app, samples: 1, spacingMs: 1, propagationMs: 60_000 };
    expect(await proveSwap(deploys, question, Date.now(), signal())).toMatchObject({
      verdict: 'contradicted',
      sentence: `Not moved: A rolling release is active: 10 % of requests go to ${fix.id}. Complete or abort it first.`,
    });

    shop.vercel.completeRollingRelease();
    expect((await deploys.production(signal())).current?.id).toBe(fix.id);
  });

  test('offers the base as a target and not the canary', async () => {
    shop.vercel.startRollingRelease(fix.id, 10);
    expect((await deploys.targets(signal())).map(({ id }) => id)).toEqual([shop.live.id, shop.previous.id, shop.older.id]);
  });

  test.each([
    { given: 'without a canary', release: { canaryDeployment: null }, read: { canary: null, base: 'dpl_base', percentage: 10 } },
    { given: 'without a base', release: { currentDeployment: null }, read: { canary: 'dpl_canary', base: null, percentage: 10 } },
    {
      given: 'without a stage',
      release: { activeStage: null },
      read: { canary: 'dpl_canary', base: 'dpl_base', percentage: null },
    },
    {
      given: 'of deployments without ids',
      release: { canaryDeployment: {}, currentDeployment: {} },
      read: { canary: null, base: null, percentage: 10 },
    },
  ])('a release $given is one all the same', async ({ release, read }) => {
    const active = {
      state: 'ACTIVE',
      canaryDeployment: { id: 'dpl_canary' },
      currentDeployment: { id: 'dpl_base' },
      activeStage: { targetPercentage: 10 },
    };
    shop.vercel.faults.on('read rolling release', {
      kind: 'answer',
      acts: false,
      status: 200,
      body: { rollingRelease: { ...active, ...release } },
    });
    expect(await deploys.production(signal())).toMatchObject({ current: null, rollingRelease: read });
  });
});
