import { z } from 'zod';
import type { PipelineRun, RunOrder } from '../pipelines.ts';
import { readAll } from './read.ts';
import { pipelineRun, Run } from './run-schema.ts';
import type { Scope } from './scope.ts';

/** GitHub's clock and ours may differ by this much. */
const SKEW_MS = 10 * 60_000;
const MOST = 300;
const Runs = z.object({ workflow_runs: z.array(Run) }).transform((page) => page.workflow_runs);

/** By the key in its title, which the workflow's `run-name` puts there: GitHub tells of no run with what inputs it was started. */
export async function findRun(scope: Scope, { pipeline, key, at }: RunOrder, signal: AbortSignal): Promise<PipelineRun | null> {
  const created = `>=${new Date(at - SKEW_MS).toISOString().slice(0, 19)}Z`;
  const { items } = await readAll(
    scope,
    {
      what: `the runs of ${pipeline}`,
      route: 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
      parameters: { ...scope.repo, workflow_id: pipeline, event: 'workflow_dispatch', created },
    },
    Runs,
    MOST,
    signal,
  );
  // As a word of its own: INC-1 is no part of INC-12.
  const found = items.find((run) => run.display_title.split(/[^\w.:-]+/).includes(key));
  return found === undefined ? null : pipelineRun(found);
}
