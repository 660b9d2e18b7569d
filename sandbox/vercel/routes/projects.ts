import { z } from 'zod';
import { apiError, notFound, type Reply } from '../api-error.ts';
import { pageOf } from '../page.ts';
import { setAutoAssign } from '../point.ts';
import type { ApiRequest, Route } from '../route.ts';
import type { State } from '../state.ts';
import { domainView } from '../domain-views.ts';
import { projectView } from '../project-view.ts';

export const projectRoutes: readonly Route[] = [
  { name: 'read project', method: 'GET', path: '/v9/projects/{idOrName}', query: ['rollbackInfo'], handle: readProject },
  { name: 'update project', method: 'PATCH', path: '/v9/projects/{idOrName}', query: [], handle: updateProject },
  {
    name: 'list domains',
    method: 'GET',
    path: '/v9/projects/{idOrName}/domains',
    query: ['production', 'redirects', 'redirect', 'verified', 'limit', 'until', 'since', 'order'],
    handle: listDomains,
  },
];

export function isProject(state: State, idOrName: string | undefined): boolean {
  return idOrName === state.settings.projectId || idOrName === state.settings.projectName;
}

function readProject(state: State, { params: [idOrName], query }: ApiRequest): Reply {
  if (!isProject(state, idOrName)) return notFound('The project');
  return { status: 200, body: projectView(state, query.get('rollbackInfo') === 'true') };
}

/** Setting it moves no domain: it only decides about the next build. */
function updateProject(state: State, { params: [idOrName], body }: ApiRequest): Reply {
  if (!isProject(state, idOrName)) return notFound('The project');
  const change = z.strictObject({ autoAssignCustomDomains: z.boolean() }).safeParse(body);
  if (!change.success) return apiError(400, 'bad_request', 'Invalid request: only `autoAssignCustomDomains` can be changed here.');
  setAutoAssign(state, change.data.autoAssignCustomDomains);
  return { status: 200, body: projectView(state, false) };
}

function listDomains(state: State, { params: [idOrName], query }: ApiRequest): Reply {
  if (!isProject(state, idOrName)) return notFound('The project');
  const found = [...state.domains.values()].filter(
    (domain) => (query.get('redirects') !== 'false' || domain.redirect === null) && (query.get('verified') !== 'true' || domain.verified),
  );
  return { status: 200, body: pageOf('domains', found, query, state.settings.pageSize, (domain) => domainView(state, domain)) };
}
