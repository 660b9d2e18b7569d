import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Move } from '#domain/deployment.ts';
import { createVercel } from '#src/providers/vercel/index.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { startShop, type Shop } from '#test/sandbox/vercel/start-shop.ts';
import { edit, without } from './edit-answer.ts';

describe('starting a move on Vercel', () => {
  let shop: Shop;
  let deploys: Deploys;
  const signal = () => AbortSignal.timeout(10_000);
  const rollback = (to: string, reason = 'INC-1'): Move => ({ gesture: 'rollback', to, reason });
  const promote = (to: string): Move => ({ gesture: 'promote', to, reason: 'INC-1' });
  const start = (move: Move, within = signal()) => deploys.start(move, () => {}, within);
  const posts = () => shop.vercel.requests.filter((request) => request.method === 'POST');

  beforeEach(async () => {
    shop = await startShop();
    deploys = createVercel(shop.vercel.access);
  });
  afterEach(() => shop.close());

  test('a rollback sends one POST with an empty JSON object, which the SDK would leave out', async () => {
    await start(rollback(shop.previous.id, 'INC-1: checkout fails'));
    expect(posts()).toMatchObject([
      {
        path: `/v1/projects/prj_local/rollback/${shop.previous.id}`,
        query: { description: 'INC-1: checkout fails', teamId: 'team_local' },
        headers: { 'content-type': 'application/json', 'content-length': '2' },
        body: '{}',
      },
    ]);
  });

  test('a promote sends one POST with an empty JSON object and no reason', async () => {
    await start(promote(shop.previous.id));
    expect(posts()).toMatchObject([
      { path: `/v10/projects/prj_local/promote/${shop.previous.id}`, query: { teamId: 'team_local' }, body: '{}' },
    ]);
  });

  test('the description is cut to 250 characters and survives half a surrogate pair', async () => {
    await start(rollback(shop.previous.id, `${'x'.repeat(249)}🔥 and more`));
    expect(posts()[0]?.query['description']).toBe(`${'x'.repeat(249)}\uFFFD`);
  });

  test.each([200, 202, 204])('a rollback answered with %i was taken, which the SDK calls an error', async (status) => {
    shop.vercel.faults.on('rollback', { kind: 'answer', acts: true, status });
    expect(await start(rollback(shop.previous.id))).toEqual({ kind: 'accepted', queued: false });
    expect(posts()).toHaveLength(1);
  });

  test.each([200, 204])('a promote answered with %i was taken', async (status) => {
    shop.vercel.faults.on('promote', { kind: 'answer', acts: true, status });
    expect(await start(promote(shop.previous.id))).toEqual({ kind: 'accepted', queued: false });
  });

  test('a promote with a rolling release active is 202: queued, and nothing moves', async () => {
    shop.vercel.startRollingRelease(shop.previous.id, 10);
    expect(await start(promote(shop.older.id))).toEqual({ kind: 'accepted', queued: true });
    expect(shop.vercel.job).toBeNull();
    expect(shop.vercel.aliasOf('shop.example.com')).toBe(shop.live.id);
  });

  test('a rollback ends an active rolling release', async () => {
    shop.vercel.startRollingRelease(shop.previous.id, 10);
    expect(await start(rollback(shop.live.id))).toEqual({ kind: 'accepted', queued: false });
    expect((await deploys.production(signal())).rollingRelease).toBeNull();
  });

  test('promote turns auto-assignment on even where it was off on purpose', async () => {
    shop.vercel.setAutoAssign(false);
    await start(promote(shop.previous.id));
    expect(shop.vercel.autoAssign).toBe(true);
  });

  test('409 "already the current production deployment" is "already there"', async () => {
    expect(await start(promote(shop.live.id))).toEqual({ kind: 'already there' });
  });

  test('any other 409 is a refusal', async () => {
    shop.vercel.failJobs({ kind: 'stuck' });
    await start(rollback(shop.previous.id));
    expect(await start(rollback(shop.older.id))).toEqual({
      kind: 'refused',
      status: 409,
      code: 'conflict',
      message: 'Another rollback or promotion of this project is still in progress.',
    });
  });

  test('a rollback to a build that never served is refused in Vercel’s words', async () => {
    const staged = await shop.vercel.addDeployment({ commit: '4'.repeat(40), message: 'Staged', author: 'ada', origin: shop.origin.url });
    expect(await start(rollback(staged.id))).toEqual({
      kind: 'refused',
      status: 422,
      code: 'unprocessable_entity',
      message: 'The deployment has never been aliased to a production domain.',
    });
  });

  test('a refusal is shortened to one line and never quotes the token', async () => {
    const { token } = shop.vercel.access;
    const message = `Bad\n\ntoken ${token}. ${'x'.repeat(1000)}`;
    shop.vercel.faults.on('rollback', { kind: 'answer', acts: false, status: 400, body: { error: { code: 'bad_request', message } } });
    const answer = await start(rollback(shop.previous.id));
    expect(answer).toMatchObject({ kind: 'refused', status: 400, message: expect.stringMatching(/^Bad token \[redacted\]\. x+…$/) });
    expect(answer.kind === 'refused' && answer.message.length).toBe(300);
  });

  test('a refusal without a readable body still is a refusal', async () => {
    shop.vercel.faults.on('rollback', { kind: 'answer', acts: false, status: 400 });
    expect(await start(rollback(shop.previous.id))).toEqual({
      kind: 'refused',
      status: 400,
      code: null,
      message: 'Vercel gave no reason.',
    });
  });

  test.each([401, 403])('%i is provider_unauthorized and names the teamId', async (status) => {
    shop.vercel.faults.on('rollback', { kind: 'answer', acts: false, status });
    await expect(start(rollback(shop.previous.id))).rejects.toMatchObject({
      code: 'provider_unauthorized',
      retryable: false,
      message: expect.stringContaining('teamId'),
    });
  });

  test('429 did nothing: rate limited, retryable, with the time to wait, and not sent again by itself', async () => {
    shop.vercel.faults.on('rollback', { kind: 'answer', acts: false, status: 429, headers: { 'retry-after': '7' } });
    await expect(start(rollback(shop.previous.id))).rejects.toMatchObject({
      code: 'provider_rate_limited',
      retryable: true,
      retryAfterMs: 7000,
    });
    expect(posts()).toHaveLength(1);
  });

  test.each([500, 502, 503, 504, 408])('%i is outcome_unknown and is sent once', async (status) => {
    shop.vercel.faults.on('rollback', { kind: 'answer', acts: false, status });
    await expect(start(rollback(shop.previous.id))).rejects.toMatchObject({ code: 'outcome_unknown', retryable: false });
    expect(posts()).toHaveLength(1);
  });

  test('a redirect is not followed: it would send the move twice', async () => {
    const location = `${shop.vercel.access.apiUrl}/v1/projects/prj_local/rollback/${shop.previous.id}?teamId=team_local`;
    shop.vercel.faults.on('rollback', { kind: 'answer', acts: false, status: 307, headers: { location } }, 1);
    await expect(start(rollback(shop.previous.id))).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(posts()).toHaveLength(1);
  });

  test.each([true, false])('a connection reset is outcome_unknown, whether the request was taken (%s)', async (acts) => {
    shop.vercel.faults.on('rollback', { kind: 'reset', acts });
    await expect(start(rollback(shop.previous.id))).rejects.toMatchObject({ code: 'outcome_unknown', retryable: false });
    expect(posts()).toHaveLength(1);
  });

  test('a deadline is outcome_unknown and does not cancel the job', async () => {
    shop.vercel.faults.on('rollback', { kind: 'hang', acts: true });
    const move = rollback(shop.previous.id);
    const startedAt = Date.now();
    const deadline = new AbortController();
    const starting = start(move, deadline.signal);
    await expect.poll(() => shop.vercel.job, { timeout: 10_000 }).not.toBeNull();
    deadline.abort();
    await expect(starting).rejects.toMatchObject({ code: 'outcome_unknown' });
    await expect
      .poll(() => deploys.job(move, startedAt, signal()), { timeout: 10_000 })
      .toEqual({ kind: 'ours', status: 'succeeded', failedDomains: [] });
  });

  test('the SDK has no timeout of its own, so a request has a ceiling without any deadline of the caller', async () => {
    shop.vercel.faults.on('rollback', { kind: 'hang', acts: false });
    deploys = createVercel({ ...shop.vercel.access, requestTimeoutMs: 500 });
    await expect(start(rollback(shop.previous.id), new AbortController().signal)).rejects.toMatchObject({ code: 'outcome_unknown' });
  });

  test('a body that hangs after 201 does not turn a yes into doubt', async () => {
    shop.vercel.faults.on('rollback', { kind: 'hang in the body' });
    expect(await start(rollback(shop.previous.id))).toEqual({ kind: 'accepted', queued: false });
  });

  test('a deadline that is over sends nothing', async () => {
    let sent = false;
    const deadline = new AbortController();
    shop.vercel.faults.on('read deployment', { kind: 'hang', acts: false });
    const starting = deploys.start(rollback(shop.previous.id), () => (sent = true), deadline.signal);
    await expect.poll(() => shop.vercel.requests.length, { timeout: 10_000 }).toBe(1);
    deadline.abort();
    await expect(starting).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true });
    expect({ sent, posts: posts() }).toEqual({ sent: false, posts: [] });
  });

  describe('before anything is sent', () => {
    const refuses = async (move: Move, expected: { code: string; message: unknown }) => {
      let sent = false;
      await expect(deploys.start(move, () => (sent = true), signal())).rejects.toMatchObject(expected);
      expect({ sent, posts: posts() }).toEqual({ sent: false, posts: [] });
    };

    test('a deployment of the wrong project is refused', async () => {
      const input = { commit: '4'.repeat(40), message: 'Theirs', author: 'eve', origin: shop.origin.url, served: true };
      const theirs = await shop.vercel.addDeployment({ ...input, projectId: 'prj_of_others' });
      await refuses(rollback(theirs.id), {
        code: 'provider_refused',
        message: expect.stringContaining('belongs to project prj_of_others'),
      });
    });

    test('a preview is refused: promoting one would be a new build', async () => {
      const preview = await shop.vercel.addDeployment({
        commit: '4'.repeat(40),
        message: 'Branch',
        author: 'ada',
        origin: shop.origin.url,
        target: null,
      });
      await refuses(promote(preview.id), { code: 'provider_refused', message: expect.stringContaining('is not a production deployment') });
    });

    test('a build that is not READY is refused', async () => {
      const building = await shop.vercel.addDeployment({
        commit: '4'.repeat(40),
        message: 'Building',
        author: 'ada',
        origin: shop.origin.url,
        state: 'BUILDING',
      });
      await refuses(promote(building.id), { code: 'provider_refused', message: expect.stringContaining('is BUILDING and not READY') });
    });

    test('a deployment deleted by retention is refused', async () => {
      shop.vercel.deleteByRetention(shop.older.id);
      await refuses(rollback(shop.older.id), { code: 'provider_refused', message: expect.stringContaining('was deleted') });
    });

    test.each([{ team: { id: 'team_of_others' } }, { team: null }])('another team, or none, is refused: %o', async (fields) => {
      shop.vercel.faults.on('read deployment', { kind: 'rewrite', change: edit((body) => ({ ...body, ...fields })) });
      await refuses(rollback(shop.previous.id), { code: 'provider_refused', message: expect.stringContaining('belongs to another team') });
    });

    test('the tiny view that a union falls back to does not say whose it is', async () => {
      const change = edit(({ id = null, readyState = null }) => ({ id, readyState, aliasAssigned: true, target: 'production' }));
      shop.vercel.faults.on('read deployment', { kind: 'rewrite', change });
      await refuses(rollback(shop.previous.id), { code: 'provider_answer_invalid', message: expect.stringContaining('did not say whose') });
    });

    test.each(['projectId', 'id', 'url', 'readyState'])('a missing %s is unknown, never a match', async (field) => {
      const change = edit(without(field));
      shop.vercel.faults.on('read deployment', { kind: 'rewrite', change });
      await refuses(rollback(shop.previous.id), { code: 'provider_answer_invalid', message: expect.any(String) });
    });

    test('a single deployment has `id` where the list has `uid`', async () => {
      const change = edit(({ id = null, ...body }) => ({ ...body, uid: id }));
      shop.vercel.faults.on('read deployment', { kind: 'rewrite', change });
      await refuses(rollback(shop.previous.id), { code: 'provider_answer_invalid', message: expect.any(String) });
    });

    test('another deployment than the one asked for is not used', async () => {
      shop.vercel.faults.on('read deployment', { kind: 'rewrite', change: edit((body) => ({ ...body, id: shop.older.id })) });
      await refuses(rollback(shop.previous.id), { code: 'provider_answer_invalid', message: expect.any(String) });
    });

    test('a 403 without the team names the missing teamId', async () => {
      deploys = createVercel({ ...shop.vercel.access, teamId: null });
      await refuses(rollback(shop.previous.id), { code: 'provider_unauthorized', message: expect.stringContaining('teamId') });
    });
  });
});

test('402: a Hobby plan goes back one release and no further', async () => {
  const shop = await startShop({ plan: 'hobby' });
  const deploys = createVercel(shop.vercel.access);
  const go = (to: string) => deploys.start({ gesture: 'rollback', to, reason: 'INC-1' }, () => {}, AbortSignal.timeout(10_000));
  expect(await go(shop.older.id)).toEqual({
    kind: 'refused',
    status: 402,
    code: 'payment_required',
    message: 'To roll back further than the previous production deployment, upgrade to pro',
  });
  expect(await go(shop.previous.id)).toEqual({ kind: 'accepted', queued: false });
  await shop.close();
});
