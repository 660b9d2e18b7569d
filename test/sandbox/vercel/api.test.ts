import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startVercel } from '#sandbox/vercel/index.ts';
import { ask } from './ask.ts';
import { startShop, type Shop } from './start-shop.ts';

describe('the API of the local Vercel', () => {
  let shop: Shop;
  const move = (kind: string, id: string, options: Parameters<typeof ask>[3] = { body: '{}' }) =>
    ask(shop.vercel, 'POST', `/${kind === 'promote' ? 'v10' : 'v1'}/projects/prj_local/${kind}/${id}`, options);
  const error = (code: string) => ({ error: { code, message: expect.any(String) } });
  const staged = () => shop.vercel.addDeployment({ commit: '4'.repeat(40), message: 'Staged', author: 'ada', origin: shop.origin.url });

  beforeEach(async () => {
    shop = await startShop();
  });
  afterEach(() => shop.close());

  test('refuses a request without a token', async () => {
    const response = await fetch(`${shop.vercel.access.apiUrl}/v7/deployments?teamId=team_local`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(error('unauthorized'));
  });

  test('refuses a wrong token, a missing team and another team', async () => {
    const forbidden = { status: 403, body: error('forbidden') };
    expect(await ask(shop.vercel, 'GET', '/v7/deployments', { headers: { authorization: 'Bearer wrong' } })).toEqual(forbidden);
    expect(await ask(shop.vercel, 'GET', '/v7/deployments', { query: { teamId: '' } })).toEqual(forbidden);
    expect(await ask(shop.vercel, 'GET', '/v7/deployments', { query: { teamId: 'team_of_others' } })).toEqual(forbidden);
  });

  test('refuses a query that the route does not know', async () => {
    expect(await ask(shop.vercel, 'GET', '/v9/projects/prj_local', { query: { rollbackinfo: 'true' } })).toEqual({
      status: 400,
      body: { error: { code: 'bad_request', message: 'Invalid request: should NOT have additional property `rollbackinfo`.' } },
    });
  });

  test('names a route that does not exist and records it', async () => {
    const vercel = await startVercel();
    expect(await ask(vercel, 'DELETE', '/v13/deployments/dpl_1')).toEqual({
      status: 501,
      body: { error: { code: 'no_such_route', message: 'The local Vercel has no route DELETE /v13/deployments/dpl_1.' } },
    });
    expect(vercel.unexpected).toEqual(['DELETE /v13/deployments/dpl_1']);
    await vercel.close();
  });

  test('answers 404 for what it does not have', async () => {
    const paths = ['/v9/projects/prj_x', '/v13/deployments/dpl_x', '/v4/aliases/x.example.com', '/v1/projects/prj_x/rolling-release'];
    const answers = await Promise.all(paths.map((path) => ask(shop.vercel, 'GET', path)));
    expect(answers).toEqual(paths.map(() => ({ status: 404, body: error('not_found') })));
  });

  test('keeps the log of requests without the authorization', async () => {
    await ask(shop.vercel, 'GET', '/v9/projects/prj_local', { query: { rollbackInfo: 'true' } });
    expect(shop.vercel.requests).toMatchObject([
      {
        method: 'GET',
        path: '/v9/projects/prj_local',
        query: { rollbackInfo: 'true', teamId: 'team_local' },
        route: 'read project',
        body: '',
      },
    ]);
    expect(shop.vercel.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  test('lists with `uid` and reads one with `id`', async () => {
    const list = await ask(shop.vercel, 'GET', '/v7/deployments', { query: { sha: '3'.repeat(40) } });
    expect(list.body).toMatchObject({ deployments: [{ uid: shop.live.id, readySubstate: 'PROMOTED', isRollbackCandidate: true }] });
    const one = await ask(shop.vercel, 'GET', `/v13/deployments/${shop.live.id}`);
    expect(one.body).toMatchObject({ id: shop.live.id, projectId: 'prj_local', team: { id: 'team_local' } });
    expect(one.body).not.toHaveProperty('uid');
  });

  test('finds a deployment by its own host and by a domain that points to it', async () => {
    const found = async (host: string) => (await ask(shop.vercel, 'GET', `/v13/deployments/${encodeURIComponent(host)}`)).body;
    expect(await found(new URL(shop.older.url).host)).toMatchObject({ id: shop.older.id });
    expect(await found('shop.example.com')).toMatchObject({ id: shop.live.id });
  });

  test('pages its lists by time, newest first', async () => {
    const first = await ask(shop.vercel, 'GET', '/v7/deployments', { query: { limit: '2' } });
    expect(first.body).toMatchObject({
      deployments: [{ uid: shop.live.id }, { uid: shop.previous.id }],
      pagination: { count: 2, next: shop.previous.createdAt },
    });
    const second = await ask(shop.vercel, 'GET', '/v7/deployments', { query: { limit: '2', until: String(shop.previous.createdAt) } });
    expect(second.body).toMatchObject({ deployments: [{ uid: shop.older.id }], pagination: { count: 1, next: null } });
  });

  test('shows the newest job only with rollbackInfo', async () => {
    await move('rollback', shop.previous.id);
    const plain = await ask(shop.vercel, 'GET', '/v9/projects/prj_local');
    const full = await ask(shop.vercel, 'GET', '/v9/projects/prj_local', { query: { rollbackInfo: 'true' } });
    expect(plain.body).toMatchObject({ lastAliasRequest: null });
    expect(full.body).toMatchObject({ lastAliasRequest: { type: 'rollback', toDeploymentId: shop.previous.id } });
  });

  test('previews the aliases that a rollback would move', async () => {
    shop.vercel.pointDomain('eu.shop.example.com', shop.previous.id);
    const preview = await ask(shop.vercel, 'GET', '/v4/aliases', { query: { rollbackDeploymentId: shop.previous.id } });
    expect(preview.body).toMatchObject({ aliases: [{ alias: 'shop.example.com', deploymentId: shop.live.id }] });
  });

  test.each(['promote', 'rollback'])('%s without a JSON object as its body is refused', async (kind) => {
    const refused = { status: 400, body: error('bad_request') };
    expect(await move(kind, shop.previous.id, {})).toEqual(refused);
    expect(await move(kind, shop.previous.id, { body: '{}', headers: { 'content-type': 'text/plain' } })).toEqual(refused);
    expect(await move(kind, shop.previous.id, { body: '{"force":true}' })).toEqual(refused);
    expect(await move(kind, shop.previous.id, { body: '{' })).toEqual(refused);
    expect(shop.vercel.job).toBeNull();
  });

  test('a rollback is 201 with an empty body, also on the older path', async () => {
    expect(await move('rollback', shop.previous.id)).toEqual({ status: 201, body: null });
    await expect.poll(() => shop.vercel.job?.status, { timeout: 10_000 }).toBe('succeeded');
    expect(await ask(shop.vercel, 'POST', `/v9/projects/prj_local/rollback/${shop.live.id}`, { body: '{}' })).toEqual({
      status: 201,
      body: null,
    });
  });

  test('refuses a description above 250 characters', async () => {
    const query = { description: 'x'.repeat(251) };
    expect(await move('rollback', shop.previous.id, { body: '{}', query })).toEqual({ status: 400, body: error('bad_request') });
  });

  test('promoting the current deployment is 409', async () => {
    expect(await move('promote', shop.live.id)).toEqual({
      status: 409,
      body: {
        error: {
          code: 'conflict',
          message: `The provided deploymentId (${shop.live.id}) is already the current production deployment.`,
        },
      },
    });
  });

  test('one job at a time: a second is 409 until the first has ended', async () => {
    shop.vercel.failJobs({ kind: 'stuck' });
    await move('rollback', shop.previous.id);
    expect(await move('rollback', shop.older.id)).toEqual({ status: 409, body: error('conflict') });
  });

  test('going back to a build that never served is 422, and promoting it is 201', async () => {
    const build = await staged();
    expect(await move('rollback', build.id)).toEqual({ status: 422, body: error('unprocessable_entity') });
    expect(await move('promote', build.id)).toEqual({ status: 201, body: null });
  });

  test('a preview, a build in progress, a deleted and a foreign deployment cannot be moved to', async () => {
    const input = { commit: '4'.repeat(40), message: 'No', author: 'ada', origin: shop.origin.url };
    const preview = await shop.vercel.addDeployment({ ...input, target: null });
    const building = await shop.vercel.addDeployment({ ...input, state: 'BUILDING' });
    const foreign = await shop.vercel.addDeployment({ ...input, projectId: 'prj_x', served: true });
    shop.vercel.deleteByRetention(shop.older.id);
    expect((await move('promote', preview.id)).status).toBe(422);
    expect((await move('promote', building.id)).status).toBe(422);
    expect((await move('rollback', foreign.id)).status).toBe(404);
    expect((await move('rollback', shop.older.id)).status).toBe(410);
    expect(shop.vercel.job).toBeNull();
  });

  test('with a rolling release active a promote is 202 and only queued', async () => {
    const build = await staged();
    shop.vercel.startRollingRelease(build.id, 10);
    expect(await move('promote', shop.previous.id)).toEqual({ status: 202, body: null });
    const release = await ask(shop.vercel, 'GET', '/v1/projects/prj_local/rolling-release');
    expect(release.body).toMatchObject({ rollingRelease: { state: 'ACTIVE', queuedDeploymentId: shop.previous.id } });
    expect(shop.vercel.job).toBeNull();
  });

  test('the configuration of rolling releases is null where there is none', async () => {
    expect(await ask(shop.vercel, 'GET', '/v1/projects/prj_local/rolling-release/config')).toEqual({
      status: 200,
      body: { rollingRelease: null },
    });
  });

  test('PATCH changes auto-assignment, moves no domain, and refuses every other field', async () => {
    const patch = (body: string) => ask(shop.vercel, 'PATCH', '/v9/projects/prj_local', { body });
    expect(await patch('{"autoAssignCustomDomains":false}')).toMatchObject({ status: 200, body: { autoAssignCustomDomains: false } });
    expect(shop.vercel.autoAssign).toBe(false);
    expect(await patch('{"autoAssignCustomDomains":"yes"}')).toEqual({ status: 400, body: error('bad_request') });
    expect(await patch('{"framework":"nextjs"}')).toEqual({ status: 400, body: error('bad_request') });
    expect(shop.vercel.aliasOf('shop.example.com')).toBe(shop.live.id);
  });
});

test('402 on a Hobby plan beyond one step', async () => {
  const shop = await startShop({ plan: 'hobby' });
  expect(await ask(shop.vercel, 'POST', `/v1/projects/prj_local/rollback/${shop.older.id}`, { body: '{}' })).toEqual({
    status: 402,
    body: {
      error: { code: 'payment_required', message: 'To roll back further than the previous production deployment, upgrade to pro' },
    },
  });
  await shop.close();
});
