import type { Gesture } from '#domain/deployment.ts';
import type { Json } from '#domain/json.ts';
import { apiError, notFound, type Reply } from '../api-error.ts';
import { pageOf } from '../page.ts';
import type { ApiRequest, Route } from '../route.ts';
import { runJob } from '../run-job.ts';
import { currentProduction, servingDomains, type Build, type Job, type State } from '../state.ts';
import { isProject } from './projects.ts';

const LONGEST_DESCRIPTION = 250;

export const moveRoutes: readonly Route[] = [
  { name: 'promote', method: 'POST', path: '/v10/projects/{project}/promote/{deployment}', query: [], handle: promote },
  { name: 'rollback', method: 'POST', path: '/v1/projects/{project}/rollback/{deployment}', query: ['description'], handle: rollback },
  { name: 'rollback', method: 'POST', path: '/v9/projects/{project}/rollback/{deployment}', query: ['description'], handle: rollback },
  {
    name: 'list promote aliases',
    method: 'GET',
    path: '/v1/projects/{project}/promote/aliases',
    query: ['failedOnly', 'limit', 'until', 'since'],
    // The SDK's shape: the name itself.
    handle: (state, request) => jobAliases(state, request, 'promote', (alias) => alias.domain),
  },
  {
    name: 'list rollback aliases',
    method: 'GET',
    path: '/v9/projects/{project}/rollback/aliases',
    query: ['failedOnly', 'limit', 'until', 'since'],
    // The CLI's shape: an object that carries the name.
    handle: (state, request) =>
      jobAliases(state, request, 'rollback', (alias) => ({ alias: alias.domain, deploymentId: state.job?.toDeploymentId ?? null })),
  },
];

function promote(state: State, request: ApiRequest): Reply {
  const build = movable(state, request);
  if (!isBuild(build)) return build;
  if (state.rollingRelease) {
    state.rollingRelease.queued = build.id;
    return { status: 202, body: null };
  }
  if (isCurrent(state, build)) {
    return apiError(409, 'conflict', `The provided deploymentId (${build.id}) is already the current production deployment.`);
  }
  const base = currentProduction(state);
  const accepted = accept(state, 'promote', build);
  const [percentage] = state.settings.rollingStages ?? [];
  if (accepted.status === 201 && percentage !== undefined && base !== null) {
    // The job ends and the aliases name the new one at the first stage already: only the edge knows of the shares.
    state.rollingRelease = { base, canary: build.id, percentage, queued: null };
    state.changed({ kind: 'rolling release', active: true });
  }
  return accepted;
}

function rollback(state: State, request: ApiRequest): Reply {
  const description = request.query.get('description') ?? '';
  if (description.length > LONGEST_DESCRIPTION) return apiError(400, 'bad_request', 'Invalid request: `description` is too long.');
  const build = movable(state, request);
  if (!isBuild(build)) return build;
  if (!build.served) return apiError(422, 'unprocessable_entity', 'The deployment has never been aliased to a production domain.');
  if (state.settings.plan === 'hobby' && build.id !== previousProduction(state)) {
    return apiError(402, 'payment_required', 'To roll back further than the previous production deployment, upgrade to pro');
  }
  const accepted = accept(state, 'rollback', build);
  if (accepted.status === 201) {
    state.rollbackDescription = { description, createdAt: state.settings.now() };
    if (state.rollingRelease) {
      state.rollingRelease = null;
      state.changed({ kind: 'rolling release', active: false });
    }
  }
  return accepted;
}

function accept(state: State, gesture: Gesture, build: Build): Reply {
  if (state.job && (state.job.status === 'pending' || state.job.status === 'in-progress')) {
    return apiError(409, 'conflict', 'Another rollback or promotion of this project is still in progress.');
  }
  runJob(state, gesture, build.id);
  return { status: 201, body: null };
}

/** The deployment of the path, or the refusal. */
function movable(state: State, { params: [project, id = ''], contentType, body }: ApiRequest): Build | Reply {
  if (!contentType.startsWith('application/json') || JSON.stringify(body) !== '{}') {
    return apiError(400, 'bad_request', 'Invalid request: a JSON object is required as the body.');
  }
  const build = state.builds.get(id);
  if (!isProject(state, project)) return notFound('The project');
  if (!build || build.projectId !== state.settings.projectId || build.state === 'DELETED') return notFound('The deployment');
  if (build.target !== 'production') return apiError(422, 'unprocessable_entity', 'The deployment is not a production deployment.');
  if (build.deletedByRetention) return apiError(410, 'gone', 'The deployment was deleted by the retention policy.');
  return build.state === 'READY' ? build : apiError(422, 'unprocessable_entity', 'The deployment is not ready.');
}

function isBuild(found: Build | Reply): found is Build {
  return 'id' in found;
}

function isCurrent(state: State, build: Build): boolean {
  return currentProduction(state) === build.id && servingDomains(state).every((domain) => domain.deploymentId === build.id);
}

function previousProduction(state: State): string | undefined {
  const current = currentProduction(state);
  return state.productionHistory.findLast((id) => id !== current);
}

function jobAliases(
  state: State,
  { params: [project], query }: ApiRequest,
  gesture: Gesture,
  name: (alias: Job['aliases'][number]) => string | { alias: string; deploymentId: string | null },
): Reply {
  if (!isProject(state, project)) return notFound('The project');
  const all = state.job?.type === gesture ? state.job.aliases : [];
  const found = all
    .filter((alias) => query.get('failedOnly') !== 'true' || alias.status === 'failed')
    .map(({ domain, status }) => ({ domain, status, createdAt: state.domains.get(domain)?.createdAt ?? 0 }));
  const view = (alias: Job['aliases'][number]): Json => ({ alias: name(alias), id: `als_${alias.domain}`, status: alias.status });
  return { status: 200, body: pageOf('aliases', found, query, state.settings.pageSize, view) };
}
