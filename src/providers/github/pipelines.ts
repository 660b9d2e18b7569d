import { z } from 'zod';
import type { Pipeline, PipelineJob, PipelineRun, Pipelines } from '../pipelines.ts';
import { cancelRun } from './cancel-run.ts';
import { findRun } from './find-run.ts';
import { read, readAll, readIfThere } from './read.ts';
import { pipelineRun, Run, runOutcome, runStatus } from './run-schema.ts';
import type { Scope } from './scope.ts';
import { startRun } from './start-run.ts';

const Workflow = z.object({ html_url: z.string(), state: z.string() });
const Runs = z.object({ workflow_runs: z.array(Run) });
const Jobs = z
  .object({
    jobs: z.array(
      z.object({
        name: z.string(),
        status: z.string(),
        conclusion: z.string().nullish(),
        steps: z.array(z.object({ name: z.string(), conclusion: z.string().nullish() })).optional(),
      }),
    ),
  })
  .transform(({ jobs }) => jobs);

/** GitHub Actions: a pipeline is a workflow by the name of its file. */
export function createPipelines(scope: Scope): Pipelines {
  return {
    pipeline: (name, signal) => readPipeline(scope, name, signal),
    newest: (name, commit, signal) => newestRun(scope, name, commit, signal),
    start: (order, beforeSend, signal) => startRun(scope, order, beforeSend, signal),
    find: (order, signal) => findRun(scope, order, signal),
    run: (id, signal) => readRun(scope, id, signal),
    cancel: (id, beforeSend, signal) => cancelRun(scope, id, beforeSend, signal),
  };
}

async function readPipeline(scope: Scope, name: string, signal: AbortSignal): Promise<Pipeline | null> {
  const parameters = { ...scope.repo, workflow_id: name };
  const question = { what: `the workflow ${name}`, route: 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}', parameters };
  const found = await readIfThere(scope, question, Workflow, signal);
  return found === null ? null : { url: found.html_url, active: found.state === 'active' };
}

async function newestRun(scope: Scope, name: string, commit: string | null, signal: AbortSignal): Promise<PipelineRun | null> {
  const parameters = { ...scope.repo, workflow_id: name, per_page: 1, ...(commit === null ? {} : { head_sha: commit }) };
  const question = { what: `the runs of ${name}`, route: 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', parameters };
  const [newest] = (await read(scope, question, Runs, signal)).workflow_runs;
  return newest === undefined ? null : pipelineRun(newest);
}

async function readRun(scope: Scope, id: string, signal: AbortSignal): ReturnType<Pipelines['run']> {
  const parameters = { ...scope.repo, run_id: id };
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
  const [run, jobs] = await Promise.all([
    read(scope, { what: `run ${id}`, route, parameters }, Run, signal),
    readAll(scope, { what: `the jobs of run ${id}`, route: `${route}/jobs`, parameters }, Jobs, 300, signal),
  ]);
  return {
    ...pipelineRun(run),
    jobs: jobs.items.map(({ name, status, conclusion, steps }): PipelineJob => ({
      name,
      status: runStatus(status),
      outcome: runOutcome(status, conclusion),
      failedStep: steps?.find((step) => runOutcome('completed', step.conclusion) === 'failed')?.name ?? null,
    })),
  };
}
