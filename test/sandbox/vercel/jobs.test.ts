import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '#sandbox/vercel/state.ts';
import { startShop, type Shop } from './start-shop.ts';

describe('moves on the local Vercel', () => {
  let shop: Shop;
  let changes: Change[];

  beforeEach(async () => {
    shop = await startShop();
    changes = [];
    shop.vercel.onChange((change) => changes.push(change));
  });
  afterEach(() => shop.close());

  test('a rollback turns auto-assignment off at once and moves the domains one by one', async () => {
    shop.vercel.moveAsSomeoneElse('rollback', shop.previous.id);
    await expect.poll(() => changes.at(-1), { timeout: 10_000 }).toEqual({ kind: 'job', status: 'succeeded' });
    expect(changes).toEqual([
      { kind: 'auto-assignment', on: false },
      { kind: 'job', status: 'pending' },
      { kind: 'job', status: 'in-progress' },
      { kind: 'alias', domain: 'shop.example.com', deploymentId: shop.previous.id },
      { kind: 'alias', domain: 'eu.shop.example.com', deploymentId: shop.previous.id },
      { kind: 'job', status: 'succeeded' },
    ]);
  });

  test('a promote turns auto-assignment on', async () => {
    shop.vercel.setAutoAssign(false);
    shop.vercel.moveAsSomeoneElse('promote', shop.previous.id);
    expect(shop.vercel.autoAssign).toBe(true);
  });

  test('a push gets the domains while auto-assignment is on and stays staged while it is off', async () => {
    const release = { commit: '4'.repeat(40), message: 'Next', author: 'ada', origin: shop.origin.url };
    const live = await shop.vercel.push(release);
    expect(shop.vercel.aliasOf('shop.example.com')).toBe(live.id);
    shop.vercel.setAutoAssign(false);
    await shop.vercel.push(release);
    expect(shop.vercel.aliasOf('shop.example.com')).toBe(live.id);
  });

  test('a push that does not build gets no domain', async () => {
    await shop.vercel.push({ commit: '4'.repeat(40), message: 'Broken', author: 'ada', origin: shop.origin.url, state: 'ERROR' });
    expect(shop.vercel.aliasOf('shop.example.com')).toBe(shop.live.id);
  });

  test('redirecting and unverified domains do not follow production', async () => {
    await shop.vercel.addDomain({ name: 'www.example.com', redirect: 'shop.example.com' });
    await shop.vercel.addDomain({ name: 'new.example.com', verified: false });
    shop.vercel.moveAsSomeoneElse('rollback', shop.previous.id);
    await expect.poll(() => shop.vercel.job?.status, { timeout: 10_000 }).toBe('succeeded');
    expect(shop.vercel.aliasOf('www.example.com')).toBeNull();
    expect(shop.vercel.aliasOf('new.example.com')).toBeNull();
  });

  test('a job that fails half way leaves one domain behind', async () => {
    shop.vercel.failJobs({ kind: 'partial', failedDomains: ['shop.example.com'] });
    shop.vercel.moveAsSomeoneElse('rollback', shop.previous.id);
    await expect.poll(() => shop.vercel.job?.status, { timeout: 10_000 }).toBe('failed');
    expect(shop.vercel.aliasOf('shop.example.com')).toBe(shop.live.id);
    expect(shop.vercel.aliasOf('eu.shop.example.com')).toBe(shop.previous.id);
  });

  test('a newer job takes over from a running one', async () => {
    shop.vercel.moveAsSomeoneElse('rollback', shop.older.id);
    shop.vercel.moveAsSomeoneElse('rollback', shop.previous.id);
    await expect.poll(() => shop.vercel.job?.status, { timeout: 10_000 }).toBe('succeeded');
    expect(changes.filter((change) => change.kind === 'alias').map((change) => change.deploymentId)).toEqual([
      shop.previous.id,
      shop.previous.id,
    ]);
  });

  test('a listener that was taken away hears nothing more', async () => {
    const heard: Change[] = [];
    shop.vercel.onChange((change) => heard.push(change))();
    shop.vercel.setAutoAssign(false);
    expect(heard).toEqual([]);
    expect(changes).toEqual([{ kind: 'auto-assignment', on: false }]);
  });

  test('a deployment may bring its own id, once', async () => {
    const build = { id: 'dpl_mine', commit: '4'.repeat(40), message: 'Mine', author: 'ada', origin: shop.origin.url };
    expect((await shop.vercel.addDeployment(build)).id).toBe('dpl_mine');
    await expect(shop.vercel.addDeployment(build)).rejects.toThrow('The local Vercel has a deployment dpl_mine already');
  });

  test('a driver that names what does not exist is told', () => {
    expect(() => shop.vercel.aliasOf('x.example.com')).toThrow('The local Vercel has no domain x.example.com');
    expect(() => shop.vercel.moveAsSomeoneElse('rollback', 'dpl_x')).toThrow('The local Vercel has no deployment dpl_x');
  });
});
