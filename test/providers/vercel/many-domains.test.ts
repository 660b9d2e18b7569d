import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Deploys } from '#src/providers/deploys.ts';
import { createVercel } from '#src/providers/vercel/index.ts';
import { startShop, type Shop } from '#test/sandbox/vercel/start-shop.ts';

const NAMES = Array.from({ length: 120 }, (_, index) => `shop-${index}.example.com`);
const TOO_MANY = { error: { code: 'rate_limited', message: 'Too many requests' } };

describe('120 production domains', () => {
  let shop: Shop;
  let deploys: Deploys;
  const read = () => deploys.production(AbortSignal.timeout(20_000));
  const refuseOne = (retryAfter: string, times: number) =>
    shop.vercel.faults.on(
      'read alias',
      { kind: 'answer', acts: false, status: 429, body: TOO_MANY, headers: { 'retry-after': retryAfter } },
      times,
    );

  beforeEach(async () => {
    shop = await startShop({ domains: NAMES });
    deploys = createVercel(shop.vercel.access);
  });
  afterEach(() => shop.close());

  test('are read a few at a time', async () => {
    shop.vercel.faults.on('read alias', { kind: 'slow', ms: 20 });
    const { domains, current } = await read();
    expect(domains).toHaveLength(120);
    expect(current?.id).toBe(shop.live.id);
    expect(shop.vercel.mostAtOnce).toBeLessThanOrEqual(12);
  });

  test('one that is asked to wait is read after the time that was named', async () => {
    refuseOne('1', 1);
    const { domains, current } = await read();
    expect(domains.filter(({ deploymentId }) => deploymentId !== shop.live.id)).toEqual([]);
    expect(current?.id).toBe(shop.live.id);
    expect(shop.vercel.requests.filter(({ route }) => route === 'read alias')).toHaveLength(121);
  });

  test('one that would have to wait for too long is not known, and hides none of the others', async () => {
    refuseOne('30', 1);
    const { domains, current } = await read();
    expect(domains.filter(({ deploymentId }) => deploymentId === shop.live.id)).toHaveLength(119);
    expect(domains.filter(({ deploymentId }) => deploymentId === null)).toEqual([
      { domain: expect.any(String) as string, deploymentId: null, unread: true },
    ]);
    expect(current?.id).toBe(shop.live.id);
  });

  test('none that could be read agrees with nothing', async () => {
    refuseOne('30', 120);
    const { domains, current } = await read();
    expect(domains.every(({ unread }) => unread === true)).toBe(true);
    expect(current).toBe(null);
  });

  test('one that serves something else speaks against agreement, whatever could not be read', async () => {
    shop.vercel.pointDomain('shop-7.example.com', shop.previous.id);
    refuseOne('30', 1);
    expect((await read()).current).toBe(null);
  });

  test('all that a failed job left behind are named, over every page', async () => {
    shop.vercel.failJobs({ kind: 'partial', failedDomains: NAMES });
    const startedAt = Date.now();
    const move = { gesture: 'rollback', to: shop.previous.id, reason: 'INC-1' } as const;
    await deploys.start(move, () => {}, AbortSignal.timeout(20_000));
    await expect.poll(() => shop.vercel.job?.status).toBe('failed');
    const job = await deploys.job(move, startedAt, AbortSignal.timeout(20_000));
    expect(job.kind === 'ours' && job.failedDomains.toSorted()).toEqual(NAMES.toSorted());
  });
});
