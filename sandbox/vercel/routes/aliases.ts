import { apiError, notFound, type Reply } from '../api-error.ts';
import { pageOf } from '../page.ts';
import type { ApiRequest, Route } from '../route.ts';
import { servingDomains, type State } from '../state.ts';
import { aliasView } from '../domain-views.ts';

export const aliasRoutes: readonly Route[] = [
  {
    name: 'list aliases',
    method: 'GET',
    path: '/v4/aliases',
    query: ['projectId', 'rollbackDeploymentId', 'domain', 'limit', 'until', 'since'],
    handle: listAliases,
  },
  { name: 'read alias', method: 'GET', path: '/v4/aliases/{idOrAlias}', query: [], handle: readAlias },
];

/** With `rollbackDeploymentId`, those that a rollback to it would move. */
function listAliases(state: State, { query }: ApiRequest): Reply {
  const target = query.get('rollbackDeploymentId');
  if (target !== null && !state.builds.has(target)) return apiError(404, 'not_found', 'The deployment was not found.');
  const all = target === null ? [...state.domains.values()] : servingDomains(state).filter((domain) => domain.deploymentId !== target);
  return { status: 200, body: pageOf('aliases', all, query, state.settings.pageSize, (domain) => aliasView(state, domain)) };
}

function readAlias(state: State, { params: [name = ''] }: ApiRequest): Reply {
  const domain = state.domains.get(name);
  return domain ? { status: 200, body: aliasView(state, domain) } : notFound('The alias');
}
