import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVercel } from '#src/providers/vercel/index.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { addressOfNobody } from '#test/support/address-of-nobody.ts';
import { startShop, type Shop } from '#test/sandbox/vercel/start-shop.ts';

describe('auto-assignment on Vercel', () => {
  let shop: Shop;
  let deploys: Deploys;
  const signal = () => AbortSignal.timeout(10_000);
  const patches = () => shop.vercel.requests.filter((request) => request.method === 'PATCH');

  beforeEach(async () => {
    shop = await startShop();
    deploys = createVercel(shop.vercel.access);
  });
  afterEach(() => shop.close());

  test('is set with one PATCH of that field alone', async () => {
    await deploys.setAutoAssignment(false, signal());
    expect(patches()).toMatchObject([
      { path: '/v9/projects/prj_local', query: { teamId: 'team_local' }, body: '{"autoAssignCustomDomains":false}' },
    ]);
    expect(shop.vercel.autoAssign).toBe(false);
  });

  test('a 2xx with a body that the SDK would reject is done', async () => {
    shop.vercel.faults.on('update project', { kind: 'answer', acts: true, status: 200, body: { framework: 'tomorrow' } });
    await deploys.setAutoAssignment(false, signal());
    expect(shop.vercel.autoAssign).toBe(false);
  });

  test('a lost answer is outcome_unknown and may be set again', async () => {
    shop.vercel.faults.on('update project', { kind: 'reset', acts: true }, 1);
    await expect(deploys.setAutoAssignment(false, signal())).rejects.toMatchObject({ code: 'outcome_unknown', retryable: true });
    expect(patches()).toHaveLength(1);
  });

  test('a 5xx is outcome_unknown and is not repeated', async () => {
    shop.vercel.faults.on('update project', { kind: 'answer', acts: false, status: 503 });
    await expect(deploys.setAutoAssignment(false, signal())).rejects.toMatchObject({ code: 'outcome_unknown', retryable: true });
    expect(patches()).toHaveLength(1);
  });

  test.each([
    { status: 400, code: 'provider_refused', retryable: false },
    { status: 403, code: 'provider_unauthorized', retryable: false },
    { status: 404, code: 'provider_not_found', retryable: false },
    { status: 429, code: 'provider_rate_limited', retryable: true },
  ])('$status is $code: the setting was not changed', async ({ status, code, retryable }) => {
    shop.vercel.faults.on('update project', { kind: 'answer', acts: false, status });
    await expect(deploys.setAutoAssignment(false, signal())).rejects.toMatchObject({
      code,
      retryable,
      message: expect.stringContaining('the setting was not changed'),
    });
  });

  test('with its deadline over it is not sent, and that is known', async () => {
    await expect(deploys.setAutoAssignment(false, AbortSignal.abort())).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
      message: expect.stringContaining('Nothing was sent'),
    });
    expect(patches()).toEqual([]);
  });

  test('a platform that nobody answers for was sent nothing', async () => {
    deploys = createVercel({ ...shop.vercel.access, apiUrl: await addressOfNobody() });
    await expect(deploys.setAutoAssignment(true, signal())).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true });
  });
});
