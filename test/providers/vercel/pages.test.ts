import { expect, test } from 'vitest';
import type { Json } from '#domain/json.ts';
import { createVercel } from '#src/providers/vercel/index.ts';
import { startShop } from '#test/sandbox/vercel/start-shop.ts';
import { edit } from './edit-answer.ts';

const COMMIT = 'a'.repeat(40);
const PAGE = 'https://vercel.com/acme/shop/Hx7';

async function pagesOf(answer: Readonly<Record<string, Json>>) {
  const shop = await startShop();
  shop.vercel.faults.on('read deployment', { kind: 'rewrite', change: edit((body) => ({ ...body, ...answer })) });
  const { current } = await createVercel(shop.vercel.access).production(AbortSignal.timeout(20_000));
  await shop.close();
  return { page: current?.page, commitPage: current?.commitPage };
}

test.each<[string, Record<string, string>, string | undefined]>([
  [
    'GitHub',
    { githubCommitSha: COMMIT, githubCommitOrg: 'acme', githubCommitRepo: 'shop' },
    `https://github.com/acme/shop/commit/${COMMIT}`,
  ],
  ['GitLab', { gitlabCommitSha: COMMIT, gitlabProjectPath: 'acme/web/shop' }, `https://gitlab.com/acme/web/shop/-/commit/${COMMIT}`],
  [
    'Bitbucket',
    { bitbucketCommitSha: COMMIT, bitbucketRepoOwner: 'acme', bitbucketRepoSlug: 'shop' },
    `https://bitbucket.org/acme/shop/commits/${COMMIT}`,
  ],
  ['the command line', { gitCommitSha: COMMIT }, undefined],
  ['a work tree', { githubCommitSha: COMMIT, githubCommitOrg: 'acme', githubCommitRepo: 'shop', gitDirty: '1' }, undefined],
  [
    'a repository with a name that would lead elsewhere',
    { githubCommitSha: COMMIT, githubCommitOrg: 'acme', githubCommitRepo: 'a/b?c' },
    `https://github.com/acme/a%2Fb%3Fc/commit/${COMMIT}`,
  ],
])('a deployment from %s leads to its own page and to its commit where that has one', async (_, meta, commitPage) => {
  expect(await pagesOf({ inspectorUrl: PAGE, meta })).toEqual({ page: PAGE, commitPage });
});

test.each([null, '', 'javascript:alert(1)', 7])('a page that is none (%j) leads nowhere and hides no deployment', async (inspectorUrl) => {
  expect(await pagesOf({ inspectorUrl, meta: {} })).toEqual({ page: undefined, commitPage: undefined });
});
