import { z } from 'zod';
import { isOwn, Pull } from './pull-schema.ts';
import { read } from './read.ts';
import { marker } from './request-text.ts';
import type { Scope } from './scope.ts';

/** GitHub's clock and ours may differ by this much. */
const SKEW_MS = 10 * 60_000;
const MOST_PAGES = 5;
const PER_PAGE = 100;
const Pulls = z.array(Pull);

/** The request under this key, in whatever state: by its branch, or by the mark in its body where GitHub named the branch. */
export async function findRequest(scope: Scope, branch: string, since: number, signal: AbortSignal): Promise<Pull | null> {
  const { owner } = scope.options;
  const byBranch = await list(scope, { state: 'all', head: `${owner}:${branch}`, per_page: PER_PAGE }, signal);
  const found = byBranch.find((pull) => pull.head.ref === branch && isOwn(scope, pull));
  if (found !== undefined) return found;

  const wanted = marker(branch);
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const pulls = await list(scope, { state: 'all', sort: 'created', direction: 'desc', per_page: PER_PAGE, page }, signal);
    const marked = pulls.find((pull) => isOwn(scope, pull) && (pull.body ?? '').includes(wanted));
    if (marked !== undefined) return marked;
    const oldest = pulls.at(-1);
    if (oldest === undefined || pulls.length < PER_PAGE || Date.parse(oldest.created_at) < since - SKEW_MS) return null;
  }
  return null;
}

async function list(scope: Scope, query: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<readonly Pull[]> {
  const question = { what: 'the pull requests', route: 'GET /repos/{owner}/{repo}/pulls', parameters: { ...scope.repo, ...query } };
  return await read(scope, question, Pulls, signal);
}
