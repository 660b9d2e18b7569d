import { VercelCore } from '@vercel/sdk/core.js';
import { aliasesGetAlias } from '@vercel/sdk/funcs/aliasesGetAlias.js';
import { aliasesListAliases } from '@vercel/sdk/funcs/aliasesListAliases.js';
import { deploymentsGetDeployment } from '@vercel/sdk/funcs/deploymentsGetDeployment.js';
import { deploymentsGetDeployments } from '@vercel/sdk/funcs/deploymentsGetDeployments.js';
import { projectsGetProject } from '@vercel/sdk/funcs/projectsGetProject.js';
import { projectsGetProjectDomains } from '@vercel/sdk/funcs/projectsGetProjectDomains.js';
import { projectsListPromoteAliases } from '@vercel/sdk/funcs/projectsListPromoteAliases.js';
import { projectsRequestRollback } from '@vercel/sdk/funcs/projectsRequestRollback.js';
import { projectsUpdateProject } from '@vercel/sdk/funcs/projectsUpdateProject.js';
import { rollingReleaseGetRollingRelease } from '@vercel/sdk/funcs/rollingReleaseGetRollingRelease.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startShop, type Shop } from './start-shop.ts';

/** Vercel's own client, with its own schemas, finds nothing wrong with the answers of the local Vercel. */
let shop: Shop;
let core: VercelCore;
const team = { teamId: 'team_local' };
const project = { idOrName: 'prj_local', ...team };

beforeAll(async () => {
  shop = await startShop();
  core = new VercelCore({ bearerToken: shop.vercel.access.token, serverURL: shop.vercel.access.apiUrl });
});
afterAll(() => shop.close());

test('the SDK reads every answer of the local Vercel', async () => {
  shop.vercel.moveAsSomeoneElse('promote', shop.previous.id);
  await expect.poll(() => shop.vercel.job?.status, { timeout: 10_000 }).toBe('succeeded');
  shop.vercel.startRollingRelease(shop.live.id, 10);
  const answers = await Promise.all([
    deploymentsGetDeployments(core, { projectId: 'prj_local', limit: 2, ...team }),
    deploymentsGetDeployment(core, { idOrUrl: shop.live.id, ...team }),
    projectsGetProject(core, project, { serverURL: `${shop.vercel.access.apiUrl}?rollbackInfo=true` }),
    projectsGetProjectDomains(core, { ...project, production: 'true', redirects: 'false', verified: 'true' }),
    projectsUpdateProject(core, { ...project, requestBody: { autoAssignCustomDomains: true } }),
    projectsListPromoteAliases(core, { projectId: 'prj_local', ...team }),
    aliasesListAliases(core, { projectId: 'prj_local', ...team }),
    aliasesGetAlias(core, { idOrAlias: 'shop.example.com', ...team }),
    rollingReleaseGetRollingRelease(core, project),
  ]);
  expect(answers.map((answer) => answer.error ?? 'read')).toEqual(answers.map(() => 'read'));
  const [, one, read] = answers;
  expect(one.value).toMatchObject({ id: shop.live.id, projectId: 'prj_local', url: new URL(shop.live.url).host });
  expect(read.value).toMatchObject({ lastAliasRequest: { jobStatus: 'succeeded', toDeploymentId: shop.previous.id } });
});

test('the SDK on its own sends a rollback without a body, which is refused', async () => {
  const answer = await projectsRequestRollback(core, { projectId: 'prj_local', deploymentId: shop.older.id, ...team });
  expect(answer.error).toMatchObject({ statusCode: 400 });
});
