import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVercel } from '#src/providers/vercel/index.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { startShop, type Shop } from '#test/sandbox/vercel/start-shop.ts';
import { editItems, without } from './edit-answer.ts';

describe('targets on Vercel', () => {
  let shop: Shop;
  let deploys: Deploys;
  const signal = () => AbortSignal.timeout(10_000);
  const ids = async () => (await deploys.targets(signal())).map((target) => target.id);

  beforeEach(async () => {
    shop = await startShop();
    deploys = createVercel(shop.vercel.access);
  });
  afterEach(() => shop.close());

  test('a target carries its own URL, commit, first line of the message, author and times', async () => {
    const [previous] = await deploys.targets(signal());
    expect(previous).toEqual({
      id: shop.previous.id,
      url: shop.previous.url,
      commit: '2'.repeat(40),
      message: 'Add coupons',
      author: 'ada',
      createdAt: shop.previous.createdAt,
      liveAt: expect.any(Number),
      served: true,
    });
  });

  test('the list is asked for READY production rollback candidates of the project and the team', async () => {
    await ids();
    expect(shop.vercel.requests.find((request) => request.route === 'list deployments')?.query).toEqual({
      projectId: 'prj_local',
      target: 'production',
      state: 'READY',
      rollbackCandidate: 'true',
      limit: '100',
      teamId: 'team_local',
    });
  });

  test('staged builds are not targets', async () => {
    shop.vercel.setAutoAssign(false);
    await shop.vercel.push({ commit: '4'.repeat(40), message: 'Staged', author: 'ada', origin: shop.origin.url });
    expect(await ids()).toEqual([shop.previous.id, shop.older.id]);
  });

  test('the second newest is not the previous: a failed and a staged build come between', async () => {
    await shop.vercel.addDeployment({ commit: '4'.repeat(40), message: 'Fails', author: 'ada', origin: shop.origin.url, state: 'ERROR' });
    await shop.vercel.addDeployment({ commit: '5'.repeat(40), message: 'Staged', author: 'ada', origin: shop.origin.url });
    expect((await ids())[0]).toBe(shop.previous.id);
  });

  test('after a rollback the release that it left is a target and the one that it went to is not', async () => {
    shop.vercel.moveAsSomeoneElse('rollback', shop.older.id);
    await expect.poll(() => shop.vercel.job?.status, { timeout: 10_000 }).toBe('succeeded');
    expect(await ids()).toEqual([shop.live.id, shop.previous.id]);
  });

  test('deployments deleted by retention are not targets', async () => {
    shop.vercel.deleteByRetention(shop.previous.id);
    expect(await ids()).toEqual([shop.older.id]);
  });

  const ineligible: readonly { readonly what: string; readonly fields: Record<string, string | number | boolean | null> }[] = [
    { what: 'another project', fields: { projectId: 'prj_of_others' } },
    { what: 'no project id', fields: { projectId: '' } },
    { what: 'a preview', fields: { target: null } },
    { what: 'a build that is not READY', fields: { readyState: 'ERROR' } },
    { what: 'no rollback candidate', fields: { isRollbackCandidate: false } },
    { what: 'an unknown candidacy', fields: { isRollbackCandidate: null } },
    { what: 'a staged build', fields: { readySubstate: 'STAGED' } },
    { what: 'a deleted deployment', fields: { deleted: 1_700_000_000_000 } },
    { what: 'an expired deployment', fields: { expiration: 1_700_000_000_000 } },
    { what: 'a missing uid', fields: { uid: '' } },
  ];
  for (const { what, fields } of ineligible) {
    test(`${what} is not a target, whatever the filter of the list let through`, async () => {
      const change = editItems('deployments', (item) => (item['uid'] === shop.previous.id ? { ...item, ...fields } : item));
      shop.vercel.faults.on('list deployments', { kind: 'rewrite', change });
      expect(await ids()).toEqual([shop.older.id]);
    });
  }

  test('an old deployment without a substate is a target', async () => {
    const change = editItems('deployments', without('readySubstate'));
    shop.vercel.faults.on('list deployments', { kind: 'rewrite', change });
    expect(await ids()).toEqual([shop.previous.id, shop.older.id]);
  });

  test('an expiration that is still to come leaves a target', async () => {
    const change = editItems('deployments', (item) => ({ ...item, expiration: 4_000_000_000_000 }));
    shop.vercel.faults.on('list deployments', { kind: 'rewrite', change });
    expect(await ids()).toEqual([shop.previous.id, shop.older.id]);
  });

  test('one unknown enum value on one item does not fail the list', async () => {
    const drifted = { source: 'telepathy', type: 'NEWBORN', readySubstate: 'SHINING' };
    const change = editItems('deployments', (item) => (item['uid'] === shop.older.id ? { ...item, ...drifted } : item));
    shop.vercel.faults.on('list deployments', { kind: 'rewrite', change });
    expect(await ids()).toEqual([shop.previous.id, shop.older.id]);
  });

  test('a list of which no item can be read is an invalid answer, never "no targets"', async () => {
    const change = editItems('deployments', ({ uid, ...item }) => ({ ...item, id: uid ?? '' }));
    shop.vercel.faults.on('list deployments', { kind: 'rewrite', change });
    await expect(ids()).rejects.toMatchObject({ code: 'provider_answer_invalid', retryable: false });
  });

  test('a commit that the provider does not know in full is null, and so is a missing message', async () => {
    const change = editItems('deployments', (item) => ({ ...item, meta: { githubCommitSha: '22222' } }));
    shop.vercel.faults.on('list deployments', { kind: 'rewrite', change });
    expect((await deploys.targets(signal()))[0]).toMatchObject({ commit: null, message: null, author: 'ada' });
  });

  test('targets are sorted newest first, whatever the order of the list', async () => {
    const change = editItems('deployments', (item) => ({ ...item, createdAt: item['uid'] === shop.older.id ? 2 : 1 }));
    shop.vercel.faults.on('list deployments', { kind: 'rewrite', change });
    expect(await ids()).toEqual([shop.older.id, shop.previous.id]);
  });

  test('where the domains disagree, each side is a way out', async () => {
    shop.vercel.pointDomain('eu.shop.example.com', shop.previous.id);
    expect(await ids()).toEqual([shop.live.id, shop.previous.id, shop.older.id]);
  });

  test('during a rolling release its base stays a target and its canary is none', async () => {
    shop.vercel.setAutoAssign(false);
    const canary = await shop.vercel.push({ commit: '4'.repeat(40), message: 'Canary', author: 'ada', origin: shop.origin.url });
    shop.vercel.startRollingRelease(canary.id, 10);
    const change = editItems('deployments', (item) => ({ ...item, readySubstate: 'PROMOTED', isRollbackCandidate: true }));
    shop.vercel.faults.on('list deployments', { kind: 'rewrite', change });
    expect(await ids()).toEqual([shop.live.id, shop.previous.id, shop.older.id]);
  });
});

test('every page of the list is read', async () => {
  const shop = await startShop({ pageSize: 1 });
  const targets = await createVercel(shop.vercel.access).targets(AbortSignal.timeout(10_000));
  expect(targets.map((target) => target.id)).toEqual([shop.previous.id, shop.older.id]);
  expect(shop.vercel.requests.filter((request) => request.route === 'list deployments')).toHaveLength(3);
  await shop.close();
});

test('pages that never end are an invalid answer', async () => {
  const shop = await startShop();
  shop.vercel.faults.on('list deployments', {
    kind: 'answer',
    acts: false,
    status: 200,
    body: { deployments: [], pagination: { next: 7 } },
  });
  const targets = createVercel(shop.vercel.access).targets(AbortSignal.timeout(10_000));
  await expect(targets).rejects.toMatchObject({ code: 'provider_answer_invalid' });
  await shop.close();
});
