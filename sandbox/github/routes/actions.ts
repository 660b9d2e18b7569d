import { failure, notFound, ok, type Reply } from '../reply.ts';
import { pageOf, type ApiRequest, type Routes } from '../route.ts';
import type { Run, State, Workflow } from '../state.ts';
import { repositoryUrl, repositoryView, runView } from '../views.ts';
import { commitOf } from './git-data.ts';

const WORKFLOW = '/repos/{owner}/{repo}/actions/workflows/{workflow_id}';
const RUN = '/repos/{owner}/{repo}/actions/runs/{run_id}';

export const actionRoutes: Routes = {
  [`GET ${WORKFLOW}`]: async (state, request) => {
    const workflow = workflowOf(state, request);
    if (workflow === undefined) return notFound();
    const path = `.github/workflows/${workflow.file}`;
    return ok({
      id: workflow.id,
      name: workflow.file,
      path,
      state: workflow.state,
      html_url: `https://github.com/${state.settings.owner}/${state.settings.repository}/blob/main/${path}`,
    });
  },
  [`GET ${WORKFLOW}/runs`]: async (state, request) => {
    const workflow = workflowOf(state, request);
    if (workflow === undefined) return notFound();
    const { query } = request;
    const since = /^>=(.+)$/.exec(query.get('created') ?? '')?.[1];
    const found = state.runs
      .filter((run) => run.workflow === workflow.file)
      .filter((run) => !query.has('event') || run.event === query.get('event'))
      .filter((run) => !query.has('head_sha') || run.commit === query.get('head_sha'))
      .filter((run) => since === undefined || run.createdAt >= Date.parse(since))
      .toReversed();
    const repository = repositoryView(state);
    const runs = pageOf(found, query).map((run) =>
      Object.assign(runView(state, run), { workflow_id: workflow.id, repository, head_repository: repository }),
    );
    return ok({ total_count: found.length, workflow_runs: runs });
  },
  [`POST ${WORKFLOW}/dispatches`]: dispatch,
  [`GET ${RUN}`]: async (state, request) => {
    const run = runOf(state, request);
    const repository = repositoryView(state);
    return run === undefined ? notFound() : ok({ ...runView(state, run), repository, head_repository: repository });
  },
  [`GET ${RUN}/jobs`]: async (state, request) => {
    const run = runOf(state, request);
    if (run === undefined) return notFound();
    const jobs = run.jobs.map((job, index) => ({
      id: index + 1,
      run_id: run.id,
      name: job.name,
      status: 'completed',
      conclusion: job.conclusion,
      steps: job.steps.map((step, number) => ({ name: step.name, status: 'completed', conclusion: step.conclusion, number: number + 1 })),
    }));
    return ok({ total_count: jobs.length, jobs: pageOf(jobs, request.query) });
  },
  [`POST ${RUN}/cancel`]: async (state, request) => {
    const run = runOf(state, request);
    if (run === undefined) return notFound();
    if (run.status === 'completed') return failure(409, 'Cannot cancel a workflow run that is completed.');
    run.status = 'completed';
    run.conclusion = 'cancelled';
    return { status: 202, body: {} };
  },
};

async function dispatch(state: State, request: ApiRequest): Promise<Reply> {
  const workflow = workflowOf(state, request);
  if (workflow === undefined) return notFound();
  const {
    ref = '',
    inputs = {},
    return_run_details: details,
  } = request.body as { ref?: string; inputs?: Record<string, string>; return_run_details?: boolean };
  if (workflow.state !== 'active') return failure(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  const name = (await state.git.idOf(`refs/heads/${ref}`)) === null ? `refs/tags/${ref}` : `refs/heads/${ref}`;
  const commit = await commitOf(state, name);
  if (commit === null) return failure(422, `No ref found for: ${ref}`);
  const unknown = Object.keys(inputs).filter((input) => !workflow.inputs.includes(input));
  if (unknown.length > 0) return failure(422, `Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  const run: Run = {
    id: 9_000 + state.runs.length,
    workflow: workflow.file,
    title: workflow.runName(inputs),
    event: 'workflow_dispatch',
    branch: ref,
    commit,
    createdAt: state.settings.now(),
    status: 'queued',
    conclusion: null,
    jobs: [],
  };
  state.runs.push(run);
  if (details !== true) return { status: 204, body: null };
  const { id } = run;
  return ok({ workflow_run_id: id, run_url: `${repositoryUrl(state)}/actions/runs/${id}`, html_url: runView(state, run).html_url });
}

function workflowOf(state: State, { params }: ApiRequest): Workflow | undefined {
  return state.workflows.find(({ file, id }) => file === params['workflow_id'] || String(id) === params['workflow_id']);
}

function runOf(state: State, { params }: ApiRequest): Run | undefined {
  return state.runs.find(({ id }) => String(id) === params['run_id']);
}
