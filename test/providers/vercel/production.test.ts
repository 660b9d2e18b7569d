import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVercel } from '#src/providers/vercel/index.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { startShop, type Shop } from '#test/sandbox/vercel/start-shop.ts';
import { edit, editItems, without } from './edit-answer.ts';

describe('production on Vercel', () => {
  let shop: Shop;
  let deploys: Deploys;
  const read = () => deploys.production(AbortSignal.timeout(10_000));

  beforeEach(async () => {
    shop = await startShop();
    deploys = createVercel(shop.vercel.access);
  });
  afterEach(() => shop.close());

  test('the whole reading, before anything was moved', async () => {
    expect(await read()).toEqual({
      domains: [
        { domain: 'eu.shop.example.com', deploymentId: shop.live.id },
        { domain: 'shop.example.com', deploymentId: shop.live.id },
      ],
      current: {
        id: shop.live.id,
        url: shop.live.url,
        commit: '3'.repeat(40),
        message: 'Add gift cards',
        author: 'ada',
        createdAt: shop.live.createdAt,
        liveAt: expect.any(Number),
        served: true,
      },
      autoAssignment: 'on',
      rollingRelease: null,
      lastMove: null,
    });
  });

  test('lastAliasRequest is null without the parameter, so the project is read with rollbackInfo', async () => {
    shop.vercel.moveAsSomeoneElse('rollback', shop.previous.id);
    await expect.poll(() => shop.vercel.job?.status, { timeout: 10_000 }).toBe('succeeded');
    expect((await read()).lastMove).toEqual({
      gesture: 'rollback',
      from: shop.live.id,
      to: shop.previous.id,
      requestedAt: shop.vercel.job?.requestedAt,
      status: 'succeeded',
    });
    expect(shop.vercel.requests.find((request) => request.route === 'read project')?.query).toEqual({
      rollbackInfo: 'true',
      teamId: 'team_local',
    });
  });

  test('domains that disagree name no current deployment', async () => {
    shop.vercel.pointDomain('eu.shop.example.com', shop.previous.id);
    const production = await read();
    expect(production.current).toBeNull();
    expect(production.domains).toEqual([
      { domain: 'eu.shop.example.com', deploymentId: shop.previous.id },
      { domain: 'shop.example.com', deploymentId: shop.live.id },
    ]);
  });

  test('a domain that points nowhere names no current deployment', async () => {
    shop.vercel.pointDomain('eu.shop.example.com', null);
    const production = await read();
    expect(production.current).toBeNull();
    expect(production.domains[0]).toEqual({ domain: 'eu.shop.example.com', deploymentId: null });
  });

  test('a domain without an alias record is null, not a failure', async () => {
    shop.vercel.faults.on('read alias', {
      kind: 'answer',
      acts: false,
      status: 404,
      body: { error: { code: 'not_found', message: 'No.' } },
    });
    expect((await read()).domains.map((domain) => domain.deploymentId)).toEqual([null, null]);
  });

  const aliases = [
    { what: 'the alias of another project', fields: { projectId: 'prj_of_others' } },
    { what: 'an alias without its project', fields: { projectId: null } },
    { what: 'an alias without its deployment', fields: { deploymentId: null } },
    { what: 'an alias that redirects', fields: { redirect: 'elsewhere.example.com' } },
  ];
  for (const { what, fields } of aliases) {
    test(`${what} says nothing about what the domain serves`, async () => {
      shop.vercel.faults.on('read alias', { kind: 'rewrite', change: edit((body) => ({ ...body, ...fields })) });
      const production = await read();
      expect(production.domains.map((domain) => domain.deploymentId)).toEqual([null, null]);
      expect(production.current).toBeNull();
    });
  }

  test('an empty deploymentId is an invalid answer, never ""', async () => {
    shop.vercel.faults.on('read alias', { kind: 'rewrite', change: edit((body) => ({ ...body, deploymentId: '' })) });
    await expect(read()).rejects.toMatchObject({ code: 'provider_answer_invalid' });
  });

  test('a project that names another production than its domains has no current deployment', async () => {
    const targets = { production: { id: shop.previous.id } };
    shop.vercel.faults.on('read project', { kind: 'rewrite', change: edit((body) => ({ ...body, targets })) });
    expect((await read()).current).toBeNull();
  });

  test('redirecting and unverified domains are left out', async () => {
    await shop.vercel.addDomain({ name: 'www.example.com', redirect: 'shop.example.com' });
    await shop.vercel.addDomain({ name: 'new.example.com', verified: false });
    const production = await read();
    expect(production.domains.map((domain) => domain.domain)).toEqual(['eu.shop.example.com', 'shop.example.com']);
    expect(production.current?.id).toBe(shop.live.id);
  });

  test('redirecting and unverified domains are left out also where the list ignores its filter', async () => {
    await shop.vercel.addDomain({ name: 'us.shop.example.com' });
    const change = editItems('domains', (item) => {
      if (item['name'] === 'eu.shop.example.com') return { ...item, redirect: 'shop.example.com' };
      return item['name'] === 'us.shop.example.com' ? { ...item, verified: false } : item;
    });
    shop.vercel.faults.on('list domains', { kind: 'rewrite', change });
    expect((await read()).domains).toEqual([{ domain: 'shop.example.com', deploymentId: shop.live.id }]);
  });

  test('a project without production domains agrees on nothing', async () => {
    shop.vercel.faults.on('list domains', { kind: 'answer', acts: false, status: 200, body: { domains: [], pagination: { next: null } } });
    const production = await read();
    expect(production.domains).toEqual([]);
    expect(production.current).toBeNull();
  });

  test('a domain that cannot be read fails the list, for without it the others would agree', async () => {
    const change = editItems('domains', (item) => (item['name'] === 'shop.example.com' ? { ...item, name: '' } : item));
    shop.vercel.faults.on('list domains', { kind: 'rewrite', change });
    await expect(read()).rejects.toMatchObject({ code: 'provider_answer_invalid' });
  });

  test('rollback turns auto-assignment off and promote turns it on every time', async () => {
    shop.vercel.moveAsSomeoneElse('rollback', shop.previous.id);
    await expect.poll(() => shop.vercel.job?.status, { timeout: 10_000 }).toBe('succeeded');
    expect((await read()).autoAssignment).toBe('off');
    shop.vercel.moveAsSomeoneElse('promote', shop.live.id);
    await expect.poll(() => shop.vercel.job?.status, { timeout: 10_000 }).toBe('succeeded');
    expect((await read()).autoAssignment).toBe('on');
  });

  test('a missing autoAssignCustomDomains is unknown, never off', async () => {
    const change = edit(without('autoAssignCustomDomains'));
    shop.vercel.faults.on('read project', { kind: 'rewrite', change });
    expect((await read()).autoAssignment).toBe('unknown');
  });

  test('autoAssignCustomDomains null is unknown, never off', async () => {
    shop.vercel.faults.on('read project', { kind: 'rewrite', change: edit((body) => ({ ...body, autoAssignCustomDomains: null })) });
    expect((await read()).autoAssignment).toBe('unknown');
  });

  test('a project that the SDK would reject after its 200 is read all the same', async () => {
    const drifted = { framework: 'tomorrow', nodeVersion: '99.x', resourceConfig: null, defaultResourceConfig: null };
    shop.vercel.faults.on('read project', { kind: 'rewrite', change: edit((body) => ({ ...body, ...drifted })) });
    expect((await read()).current?.id).toBe(shop.live.id);
  });

  test('a deployment with unknown enum values keeps its owner view', async () => {
    const drifted = { source: 'telepathy', readySubstate: 'SHINING', plan: 'galactic' };
    shop.vercel.faults.on('read deployment', { kind: 'rewrite', change: edit((body) => ({ ...body, ...drifted })) });
    expect((await read()).current).toMatchObject({ id: shop.live.id, url: shop.live.url });
  });

  test('the tiny view of a deployment is unknown, not a match', async () => {
    const change = edit(({ id = null, readyState = null }) => ({ id, readyState, aliasAssigned: true }));
    shop.vercel.faults.on('read deployment', { kind: 'rewrite', change });
    expect((await read()).current).toBeNull();
  });

  test('a record of the newest job that cannot be read is an invalid answer, never "none"', async () => {
    const lastAliasRequest = { type: 'rollback', toDeploymentId: '', jobStatus: 'pending', requestedAt: 1 };
    shop.vercel.faults.on('read project', { kind: 'rewrite', change: edit((body) => ({ ...body, lastAliasRequest })) });
    await expect(read()).rejects.toMatchObject({ code: 'provider_answer_invalid' });
  });

  test.each([{ jobStatus: 'levitating' }, { type: 'teleport' }])('a newest job told as %o is none that is under way', async (fields) => {
    const record = { type: 'rollback', fromDeploymentId: null, toDeploymentId: shop.previous.id, jobStatus: 'succeeded', requestedAt: 1 };
    const lastAliasRequest = { ...record, ...fields };
    shop.vercel.faults.on('read project', { kind: 'rewrite', change: edit((body) => ({ ...body, lastAliasRequest })) });
    expect(await read()).toMatchObject({ current: { id: shop.live.id }, lastMove: null });
  });

  test('a production target without its id names none', async () => {
    shop.vercel.faults.on('read project', { kind: 'rewrite', change: edit((body) => ({ ...body, targets: { production: {} } })) });
    expect(await read()).toMatchObject({ current: null, domains: [{ deploymentId: shop.live.id }, { deploymentId: shop.live.id }] });
  });

  test('a project under another id than the configured one is an invalid answer', async () => {
    deploys = createVercel({ ...shop.vercel.access, projectId: 'shop' });
    await expect(read()).rejects.toMatchObject({ code: 'provider_answer_invalid', message: expect.stringContaining('not its name') });
  });

  test('an active rolling release gives two answers, so there is no current deployment', async () => {
    shop.vercel.setAutoAssign(false);
    const canary = await shop.vercel.push({ commit: '4'.repeat(40), message: 'Canary', author: 'ada', origin: shop.origin.url });
    shop.vercel.startRollingRelease(canary.id, 10);
    const production = await read();
    expect(production.rollingRelease).toEqual({ canary: canary.id, base: shop.live.id, percentage: 10 });
    expect(production.current).toBeNull();
  });

  test('a rolling release in a state that nobody knows counts as active', async () => {
    const rollingRelease = { state: 'DREAMING', canaryDeployment: { id: 'dpl_c' }, currentDeployment: null, activeStage: null };
    shop.vercel.faults.on('read rolling release', { kind: 'answer', acts: false, status: 200, body: { rollingRelease } });
    expect((await read()).rollingRelease).toEqual({ canary: 'dpl_c', base: null, percentage: null });
  });

  test.each(['COMPLETE', 'ABORTED'])('a rolling release that is %s is none', async (state) => {
    shop.vercel.faults.on('read rolling release', { kind: 'answer', acts: false, status: 200, body: { rollingRelease: { state } } });
    expect((await read()).rollingRelease).toBeNull();
  });

  test.each([404, 403, 402])('a plan without rolling releases that answers %i has none', async (status) => {
    shop.vercel.faults.on('read rolling release', { kind: 'answer', acts: false, status });
    const production = await read();
    expect(production.rollingRelease).toBeNull();
    expect(production.current?.id).toBe(shop.live.id);
  });

  test('a project with rolling releases configured that may not be read is not "none"', async () => {
    shop.vercel.faults.on('read rolling release', { kind: 'answer', acts: false, status: 403 });
    const rollingRelease = { target: 'production', stages: [] };
    shop.vercel.faults.on('read project', { kind: 'rewrite', change: edit((body) => ({ ...body, rollingRelease })) });
    await expect(read()).rejects.toMatchObject({ code: 'provider_unauthorized' });
  });

  test('an answer about rolling releases that does not say is an invalid answer', async () => {
    shop.vercel.faults.on('read rolling release', { kind: 'answer', acts: false, status: 200, body: {} });
    await expect(read()).rejects.toMatchObject({ code: 'provider_answer_invalid' });
  });
});

test('every page of domains is read, and every page of a preview', async () => {
  const shop = await startShop({ pageSize: 1, domains: ['a.example.com', 'b.example.com', 'c.example.com'] });
  const deploys = createVercel(shop.vercel.access);
  const production = await deploys.production(AbortSignal.timeout(10_000));
  expect(production.domains.map((domain) => domain.domain)).toEqual(['c.example.com', 'b.example.com', 'a.example.com']);
  expect(await deploys.preview(shop.older.id, AbortSignal.timeout(10_000))).toEqual(['c.example.com', 'b.example.com', 'a.example.com']);
  await shop.close();
});

test('a personal account sends no teamId', async () => {
  const shop = await startShop({ teamId: null });
  const production = await createVercel(shop.vercel.access).production(AbortSignal.timeout(10_000));
  expect(production.current?.id).toBe(shop.live.id);
  expect(shop.vercel.requests.filter((request) => 'teamId' in request.query)).toEqual([]);
  await shop.close();
});
