import { notFound, type Reply } from '../api-error.ts';
import type { ApiRequest, Route } from '../route.ts';
import type { State } from '../state.ts';
import { rollingReleaseView } from '../rolling-release-view.ts';
import { isProject } from './projects.ts';

export const rollingReleaseRoutes: readonly Route[] = [
  {
    name: 'read rolling release',
    method: 'GET',
    path: '/v1/projects/{idOrName}/rolling-release',
    query: ['state'],
    handle: (state, request) => answer(state, request, rollingReleaseView(state)),
  },
  {
    name: 'read rolling release config',
    method: 'GET',
    path: '/v1/projects/{idOrName}/rolling-release/config',
    query: [],
    handle: (state, request) => answer(state, request, state.rollingRelease ? { target: 'production', stages: [] } : null),
  },
];

function answer(state: State, { params: [idOrName] }: ApiRequest, rollingRelease: NonNullable<Reply['body']> | null): Reply {
  return isProject(state, idOrName) ? { status: 200, body: { rollingRelease } } : notFound('The project');
}
