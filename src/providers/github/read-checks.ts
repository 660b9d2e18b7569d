import { z } from 'zod';
import type { Check } from '../code-host.ts';
import { readAll } from './read.ts';
import type { Rules } from './read-rules.ts';
import type { Scope } from './scope.ts';

const MOST = 500;

const Runs = z
  .object({
    check_runs: z.array(
      z.object({ name: z.string(), status: z.string(), conclusion: z.string().nullish(), html_url: z.string().nullish() }),
    ),
  })
  .transform(({ check_runs }) => check_runs);

const Statuses = z
  .object({ statuses: z.array(z.object({ context: z.string(), state: z.string(), target_url: z.string().nullish() })) })
  .transform(({ statuses }) => statuses);

/** Check runs and commit statuses, the newest of each name, and those that are required and have not been heard of. */
export async function readChecks(scope: Scope, head: string, rules: Rules, signal: AbortSignal): Promise<readonly Check[]> {
  const parameters = { ...scope.repo, ref: head };
  const [runs, statuses] = await Promise.all([
    readAll(
      scope,
      { what: `the checks of ${head}`, route: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs', parameters },
      Runs,
      MOST,
      signal,
    ),
    readAll(
      scope,
      { what: `the statuses of ${head}`, route: 'GET /repos/{owner}/{repo}/commits/{ref}/status', parameters },
      Statuses,
      MOST,
      signal,
    ),
  ]);
  const required = (name: string): boolean | null => (rules.checks === null ? null : rules.checks.includes(name));
  const heard: Check[] = [
    ...runs.items.map((run) => ({ name: run.name, required: required(run.name), state: runState(run), url: run.html_url ?? null })),
    ...statuses.items.map(({ context, state, target_url }) => ({
      name: context,
      required: required(context),
      state: statusState(state),
      url: target_url ?? null,
    })),
  ];
  const missing = (rules.checks ?? []).filter((name) => !heard.some((check) => check.name === name));
  return [...heard, ...missing.map((name): Check => ({ name, required: true, state: 'expected', url: null }))];
}

function runState({ status, conclusion }: { readonly status: string; readonly conclusion?: string | null | undefined }): Check['state'] {
  if (['queued', 'in_progress', 'waiting', 'requested', 'pending'].includes(status)) return 'running';
  if (status !== 'completed') return 'cannot tell';
  switch (conclusion ?? '') {
    case 'success':
    case 'neutral':
      return 'passed';
    case 'skipped':
      return 'skipped';
    case 'failure':
    case 'cancelled':
    case 'timed_out':
    case 'action_required':
    case 'startup_failure':
      return 'failed';
    default:
      return 'cannot tell';
  }
}

function statusState(state: string): Check['state'] {
  switch (state) {
    case 'success':
      return 'passed';
    case 'failure':
    case 'error':
      return 'failed';
    case 'pending':
      return 'running';
    default:
      return 'cannot tell';
  }
}
