import { z } from 'zod';
import type { OpenRequest, Standing } from '../code-host.ts';
import { findRequest } from './find-request.ts';
import { readBranch } from './make-branch.ts';
import { openedRequest, Pull } from './pull-schema.ts';
import { read } from './read.ts';
import { readChecks } from './read-checks.ts';
import { readReview } from './read-review.ts';
import { readRules } from './read-rules.ts';
import type { Scope } from './scope.ts';

const SinglePull = Pull.extend({
  mergeable: z.boolean().nullish(),
  mergeable_state: z.string().optional(),
  merged_by: z.object({ login: z.string() }).nullish(),
});
export type SinglePull = z.infer<typeof SinglePull>;

export async function standing(scope: Scope, branch: string, since: number, signal: AbortSignal): Promise<Standing> {
  const found = await findRequest(scope, branch, since, signal);
  if (found === null) {
    const head = await readBranch(scope, branch, signal);
    return head === null ? { kind: 'absent' } : { kind: 'branch only', head };
  }
  const pull = await readPull(scope, found.number, signal);
  const opened = openedRequest(pull);
  if (pull.merged_at != null) {
    const by = pull.merged_by == null ? null : { name: pull.merged_by.login, login: pull.merged_by.login };
    return { kind: 'merged', ...opened, commit: pull.merge_commit_sha ?? null, at: Date.parse(pull.merged_at), by };
  }
  if (pull.state === 'closed') return { kind: 'closed', ...opened };
  const rules = await readRules(scope, pull.base.ref, signal);
  const [checks, review] = await Promise.all([
    readChecks(scope, pull.head.sha, rules, signal),
    readReview(scope, pull.number, rules, signal),
  ]);
  return { kind: 'open', ...opened, base: pull.base.sha, checks, review, merge: mergeState(pull) };
}

export async function readPull(scope: Scope, number: number, signal: AbortSignal): Promise<SinglePull> {
  const question = { what: `pull request ${number}`, route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}' };
  return await read(scope, { ...question, parameters: { ...scope.repo, pull_number: number } }, SinglePull, signal);
}

/** GitHub works it out in the background after each push, and says null until then. */
export function mergeState({ mergeable, mergeable_state, draft }: SinglePull): OpenRequest['merge'] {
  if (mergeable === false || mergeable_state === 'dirty') return 'conflict';
  if (draft === true || mergeable_state === 'draft') return 'draft';
  switch (mergeable_state) {
    case 'clean':
    case 'unstable':
    case 'has_hooks':
      return mergeable === true ? 'possible' : 'not known yet';
    case 'blocked':
    case 'behind':
      return mergeable_state;
    case 'unknown':
    case undefined:
      return 'not known yet';
    default:
      return 'cannot tell';
  }
}
