import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Move } from '#domain/deployment.ts';
import { createVercel } from '#src/providers/vercel/index.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import type { Json } from '#domain/json.ts';
import { startShop, type Shop } from '#test/sandbox/vercel/start-shop.ts';
import { edit } from './edit-answer.ts';

describe('the job of a move on Vercel', () => {
  let shop: Shop;
  let deploys: Deploys;
  let move: Move;
  const signal = () => AbortSignal.timeout(10_000);
  const job = (startedAt: number) => deploys.job(move, startedAt, signal());
  const begin = async () => {
    const startedAt = Date.now();
    await deploys.start(move, () => {}, signal());
    return startedAt;
  };
  const says = (fields: Record<string, Json>) => {
    const lastAliasRequest = { type: 'rollback', fromDeploymentId: shop.live.id, toDeploymentId: shop.previous.id, jobStatus: 'succeeded' };
    const change = edit((body) => ({ ...body, lastAliasRequest: { ...lastAliasRequest, requestedAt: 1_000_000, ...fields } }));
    shop.vercel.faults.on('read project', { kind: 'rewrite', change });
  };

  beforeEach(async () => {
    shop = await startShop();
    deploys = createVercel(shop.vercel.access);
    move = { gesture: 'rollback', to: shop.previous.id, reason: 'INC-1' };
  });
  afterEach(() => shop.close());

  test('is none before any move', async () => {
    expect(await job(0)).toEqual({ kind: 'none' });
  });

  test('goes from pending to in progress to succeeded', async () => {
    says({ jobStatus: 'pending' });
    expect(await job(1_000_000)).toEqual({ kind: 'ours', status: 'pending', failedDomains: [] });
    says({ jobStatus: 'in-progress' });
    expect(await job(1_000_000)).toEqual({ kind: 'ours', status: 'in progress', failedDomains: [] });
    says({ jobStatus: 'succeeded' });
    expect(await job(1_000_000)).toEqual({ kind: 'ours', status: 'succeeded', failedDomains: [] });
  });

  test('that is stuck stays in progress', async () => {
    shop.vercel.failJobs({ kind: 'stuck' });
    const startedAt = await begin();
    await expect.poll(() => job(startedAt), { timeout: 10_000 }).toEqual({ kind: 'ours', status: 'in progress', failedDomains: [] });
    expect(shop.vercel.aliasOf('shop.example.com')).toBe(shop.live.id);
  });

  test('that is skipped says so and has moved nothing', async () => {
    shop.vercel.failJobs({ kind: 'skipped' });
    const startedAt = await begin();
    await expect.poll(() => job(startedAt), { timeout: 10_000 }).toEqual({ kind: 'ours', status: 'skipped', failedDomains: [] });
    expect(shop.vercel.aliasOf('shop.example.com')).toBe(shop.live.id);
  });

  test('of a rollback that failed half way names the domains left behind', async () => {
    shop.vercel.failJobs({ kind: 'partial', failedDomains: ['eu.shop.example.com'] });
    const startedAt = await begin();
    await expect
      .poll(() => job(startedAt), { timeout: 10_000 })
      .toEqual({ kind: 'ours', status: 'failed', failedDomains: ['eu.shop.example.com'] });
    const production = await deploys.production(signal());
    expect(production.current).toBeNull();
    expect(production.domains).toEqual([
      { domain: 'eu.shop.example.com', deploymentId: shop.live.id },
      { domain: 'shop.example.com', deploymentId: shop.previous.id },
    ]);
    expect(shop.vercel.requests.find((request) => request.route === 'list rollback aliases')).toMatchObject({
      path: '/v9/projects/prj_local/rollback/aliases',
      query: { failedOnly: 'true', teamId: 'team_local' },
    });
  });

  test('of a promote that failed half way names the domains left behind', async () => {
    move = { gesture: 'promote', to: shop.previous.id, reason: 'INC-1' };
    shop.vercel.failJobs({ kind: 'partial', failedDomains: ['shop.example.com'] });
    const startedAt = await begin();
    await expect
      .poll(() => job(startedAt), { timeout: 10_000 })
      .toEqual({ kind: 'ours', status: 'failed', failedDomains: ['shop.example.com'] });
  });

  test.each([{}, { aliases: [{}] }, null])('that failed stays failed where its domains cannot be listed: %o', async (body) => {
    says({ jobStatus: 'failed' });
    shop.vercel.faults.on('list rollback aliases', { kind: 'answer', acts: false, status: 200, body });
    expect(await job(1_000_000)).toEqual({ kind: 'ours', status: 'failed', failedDomains: [] });
  });

  test('that somebody else started since is another', async () => {
    const startedAt = await begin();
    shop.vercel.moveAsSomeoneElse('promote', shop.live.id);
    expect(await job(startedAt)).toEqual({ kind: 'another', to: shop.live.id, requestedAt: shop.vercel.job?.requestedAt });
  });

  test('of the other gesture to the same target is another', async () => {
    says({ type: 'promote' });
    expect(await job(1_000_000)).toEqual({ kind: 'another', to: shop.previous.id, requestedAt: 1_000_000 });
  });

  test('to another target is another', async () => {
    says({ toDeploymentId: shop.older.id });
    expect(await job(1_000_000)).toEqual({ kind: 'another', to: shop.older.id, requestedAt: 1_000_000 });
  });

  test('from before our start is another, save for five seconds between two clocks', async () => {
    says({});
    expect(await job(1_005_001)).toEqual({ kind: 'another', to: shop.previous.id, requestedAt: 1_000_000 });
    expect(await job(1_005_000)).toEqual({ kind: 'ours', status: 'succeeded', failedDomains: [] });
  });

  const unreadable: readonly Record<string, Json>[] = [
    { toDeploymentId: '' },
    { requestedAt: null },
    { jobStatus: 'levitating' },
    { type: 'teleport' },
  ];
  for (const fields of unreadable) {
    test(`with ${JSON.stringify(fields)} is an invalid answer, never none and never succeeded`, async () => {
      says(fields);
      await expect(job(1_000_000)).rejects.toMatchObject({ code: 'provider_answer_invalid' });
    });
  }
});
