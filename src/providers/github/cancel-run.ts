import { z } from 'zod';
import type { CancelAnswer } from '../pipelines.ts';
import { read } from './read.ts';
import { Run, runStatus } from './run-schema.ts';
import type { Scope } from './scope.ts';
import { write } from './write.ts';

/** GitHub answers 202; what is in it says nothing. */
const Taken = z.unknown();

/** Asks for a stop, which is not one: cleaning up may take minutes, and what was done stays done. */
export async function cancelRun(scope: Scope, id: string, beforeSend: () => void, signal: AbortSignal): Promise<CancelAnswer> {
  const parameters = { ...scope.repo, run_id: id };
  const question = { what: `run ${id}`, route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}', parameters };
  if (runStatus((await read(scope, question, Run, signal)).status) === 'finished') return { kind: 'finished already' };
  const cancelled = await write(
    scope,
    {
      what: `cancel run ${id}`,
      undone: 'it goes on',
      route: 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel',
      parameters,
      answer: 'status',
    },
    Taken,
    beforeSend,
    signal,
  );
  if (cancelled.kind === 'done') return { kind: 'accepted' };
  const isOver = runStatus((await read(scope, question, Run, signal)).status) === 'finished';
  return isOver ? { kind: 'finished already' } : { kind: 'refused', why: `GitHub did not cancel run ${id}: ${cancelled.message}` };
}
