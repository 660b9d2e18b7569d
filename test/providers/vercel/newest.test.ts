import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startVercel } from '#sandbox/vercel/index.ts';
import type { LocalVercel, NewDeployment } from '#sandbox/vercel/local-vercel.ts';
import { createVercel } from '#src/providers/vercel/index.ts';

const BUILD: NewDeployment = {
  commit: 'c0ffee0000000000000000000000000000000000',
  message: 'feat: tax',
  author: 'ada',
  origin: 'http://127.0.0.1:9',
};

let vercel: LocalVercel;
beforeEach(async () => {
  vercel = await startVercel();
});
afterEach(() => vercel.close());

function newest() {
  return createVercel(vercel.access).newest(AbortSignal.timeout(5_000));
}

describe('the newest production build on Vercel', () => {
  test('is null while there is none', async () => {
    expect(await newest()).toBeNull();
  });

  test('serves once it got the domains', async () => {
    const { id } = await vercel.push(BUILD);
    expect(await newest()).toMatchObject({ state: 'served', deployment: { id, served: true, commit: BUILD.commit } });
  });

  test('is staged while auto-assignment is off', async () => {
    await vercel.push(BUILD);
    vercel.setAutoAssign(false);
    const { id } = await vercel.push({ ...BUILD, message: 'feat: more tax' });
    expect(await newest()).toMatchObject({ state: 'staged', deployment: { id, served: false, message: 'feat: more tax' } });
  });

  test.each([
    ['BUILDING', 'building'],
    ['QUEUED', 'building'],
    ['ERROR', 'failed'],
  ] as const)('%s is %s', async (state, expected) => {
    await vercel.push(BUILD);
    const { id } = await vercel.push({ ...BUILD, state });
    expect(await newest()).toMatchObject({ state: expected, deployment: { id } });
  });

  test('is not a preview, however new', async () => {
    const { id } = await vercel.push(BUILD);
    await vercel.addDeployment({ ...BUILD, target: null });
    expect(await newest()).toMatchObject({ deployment: { id } });
  });
});
