import { notFound, type Reply } from '../api-error.ts';
import { pageOf } from '../page.ts';
import type { ApiRequest, Route } from '../route.ts';
import type { Build, State } from '../state.ts';
import { isCandidate, listedView, ownerView } from '../deployment-views.ts';

export const deploymentRoutes: readonly Route[] = [
  {
    name: 'list deployments',
    method: 'GET',
    path: '/v7/deployments',
    query: ['projectId', 'target', 'state', 'rollbackCandidate', 'limit', 'until', 'since', 'branch', 'sha'],
    handle: listDeployments,
  },
  { name: 'read deployment', method: 'GET', path: '/v13/deployments/{idOrUrl}', query: [], handle: readDeployment },
];

function listDeployments(state: State, { query }: ApiRequest): Reply {
  const states = query.get('state')?.split(',');
  const found = [...state.builds.values()].filter(
    (build) =>
      build.projectId === (query.get('projectId') ?? build.projectId) &&
      (query.get('target') ?? build.target) === build.target &&
      (!states || states.includes(build.state)) &&
      (query.get('rollbackCandidate') !== 'true' || isCandidate(build)) &&
      (query.get('sha') ?? build.commit) === build.commit,
  );
  return { status: 200, body: pageOf('deployments', found, query, state.settings.pageSize, listedView) };
}

function readDeployment(state: State, { params: [idOrUrl = ''] }: ApiRequest): Reply {
  const build = state.builds.get(idOrUrl) ?? byHost(state, idOrUrl);
  return build && build.state !== 'DELETED' ? { status: 200, body: ownerView(state, build) } : notFound('The deployment');
}

/** A deployment's own host, or a domain that points to it now. */
function byHost(state: State, host: string): Build | undefined {
  const own = [...state.builds.values()].find((build) => build.host === host);
  const domain = [...state.domains.values()].find((domain) => domain.name === host || new URL(domain.productionUrl).host === host);
  return own ?? state.builds.get(domain?.deploymentId ?? '');
}
