import { z } from 'zod';
import type { MergeAnswer, MergeOrder } from '../code-host.ts';
import { read } from './read.ts';
import type { Scope } from './scope.ts';
import { mergeState, readPull, type SinglePull } from './standing.ts';
import { write } from './write.ts';

const Merged = z.object({ sha: z.string(), merged: z.literal(true) });
const Allowed = z.object({
  allow_squash_merge: z.boolean().optional(),
  allow_merge_commit: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
});
const METHODS = { squash: 'squash', 'merge commit': 'merge', rebase: 'rebase' } as const;

/** Merges what people were shown: GitHub compares the head once more as it merges. */
export async function merge(scope: Scope, order: MergeOrder, beforeSend: () => void, signal: AbortSignal): Promise<MergeAnswer> {
  const { number, head } = order;
  const before = await readPull(scope, number, signal);
  const over = endedOrChanged(before, head);
  if (over !== null) return over;
  const state = mergeState(before);
  if (state === 'draft' || state === 'conflict') {
    const found = state === 'draft' ? 'is still a draft' : 'conflicts with the branch that it goes into';
    return { kind: 'refused', why: `Pull request ${number} ${found}, so it was not merged.` };
  }
  const merge_method = METHODS[order.how ?? (await firstAllowed(scope, signal))];
  const written = await write(
    scope,
    {
      what: `merge pull request ${number}`,
      undone: 'it was not merged',
      route: 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge',
      parameters: { ...scope.repo, pull_number: number, sha: head, merge_method },
    },
    Merged,
    beforeSend,
    signal,
  );
  if (written.kind === 'done') return { kind: 'merged', commit: written.value.sha };
  // 405, 409 and 422 are each used for several things: what the request is now tells them apart.
  const now = endedOrChanged(await readPull(scope, number, signal), head);
  return now ?? { kind: 'refused', why: `GitHub did not merge pull request ${number}: ${written.message}` };
}

function endedOrChanged(pull: SinglePull, head: string): MergeAnswer | null {
  if (pull.merged_at != null) return { kind: 'already merged', commit: pull.merge_commit_sha ?? null, head: pull.head.sha };
  if (pull.state === 'closed')
    return { kind: 'refused', why: `Pull request ${pull.number} was closed without a merge, so it was not merged.` };
  return pull.head.sha === head ? null : { kind: 'head changed', head: pull.head.sha };
}

async function firstAllowed(scope: Scope, signal: AbortSignal): Promise<keyof typeof METHODS> {
  const question = { what: 'the repository', route: 'GET /repos/{owner}/{repo}', parameters: scope.repo };
  const allowed = await read(scope, question, Allowed, signal);
  if (allowed.allow_squash_merge !== false) return 'squash';
  return allowed.allow_merge_commit === false ? 'rebase' : 'merge commit';
}
