import { expect, test } from 'vitest';
import { createVercel } from '#src/providers/vercel/index.ts';
import { startShop } from '#test/sandbox/vercel/start-shop.ts';
import { edit } from './edit-answer.ts';

const COMMIT = 'a'.repeat(40);
const signal = (): AbortSignal => AbortSignal.timeout(20_000);

test('a deploy from a work tree with uncommitted changes is no commit', async () => {
  const shop = await startShop();
  const deploys = createVercel(shop.vercel.access);
  const hotfix = await shop.vercel.push({ commit: COMMIT, dirty: true, message: 'wip', author: 'ada', origin: shop.origin.url });
  const read = { id: hotfix.id, commit: null, uncommittedOn: COMMIT, message: 'wip', author: 'ada' };
  expect((await deploys.production(signal())).current).toMatchObject(read);
  expect((await deploys.newest(signal()))?.deployment).toMatchObject(read);
  shop.vercel.moveAsSomeoneElse('rollback', shop.live.id);
  await expect.poll(() => shop.vercel.job?.status).toBe('succeeded');
  expect((await deploys.targets(signal()))[0]).toMatchObject(read);
  await shop.close();
});

test.each([
  { dirty: '1', commit: null },
  { dirty: 'true', commit: null },
  { dirty: true, commit: null },
  { dirty: '0', commit: COMMIT },
  { dirty: 'false', commit: COMMIT },
  { dirty: '', commit: COMMIT },
])('gitDirty $dirty: commit $commit', async ({ dirty, commit }) => {
  const shop = await startShop();
  const change = edit((body) => ({ ...body, meta: { gitCommitSha: COMMIT, gitDirty: dirty } }));
  shop.vercel.faults.on('read deployment', { kind: 'rewrite', change });
  const { current } = await createVercel(shop.vercel.access).production(signal());
  expect(current?.commit).toBe(commit);
  await shop.close();
});
