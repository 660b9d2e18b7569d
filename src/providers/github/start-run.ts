import { z } from 'zod';
import type { RunAnswer, RunOrder } from '../pipelines.ts';
import { findRun } from './find-run.ts';
import { readBranch } from './make-branch.ts';
import type { Scope } from './scope.ts';
import { readTag } from './tag.ts';
import { write } from './write.ts';

const DEFAULT_INPUT = 'switchback_key';
const KEY = /^[\w.:-]{1,100}$/;
/** GitHub takes no more of them. */
const MOST_INPUTS = 25;

/** 204 where a server does not tell of the run: it was taken all the same. */
const Started = z.object({ workflow_run_id: z.int() }).or(z.undefined());

export async function startRun(scope: Scope, order: RunOrder, beforeSend: () => void, signal: AbortSignal): Promise<RunAnswer> {
  const { pipeline, ref, commit, key } = order;
  const inputs = { ...order.inputs, [scope.options.keyInput ?? DEFAULT_INPUT]: key };
  if (!KEY.test(key)) return { kind: 'refused', why: `"${key}" cannot be found again in a run's title, so nothing was started.` };
  if (Object.keys(inputs).length > MOST_INPUTS) {
    return {
      kind: 'refused',
      why: `GitHub takes ${MOST_INPUTS} inputs at most and there are ${Object.keys(inputs).length}, so nothing was started.`,
    };
  }
  const found = await findRun(scope, order, signal);
  if (found !== null) return { kind: 'already there', run: found.id };
  const now = (await readBranch(scope, ref, signal)) ?? (await readTag(scope, ref, signal));
  if (now !== commit) return { kind: 'ref moved', commit: now };

  const started = await write(
    scope,
    {
      what: `start the workflow ${pipeline}`,
      undone: 'it was not started',
      route: 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
      parameters: { ...scope.repo, workflow_id: pipeline, ref, inputs, return_run_details: true },
    },
    Started,
    beforeSend,
    signal,
  );
  if (started.kind === 'refused') return { kind: 'refused', why: `GitHub did not start the workflow ${pipeline}: ${started.message}` };
  return { kind: 'started', run: started.value === undefined ? null : String(started.value.workflow_run_id) };
}
