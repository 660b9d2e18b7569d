import { z } from 'zod';
import { requestsOf } from './between.ts';
import { read } from './read.ts';
import { readGitCommit } from './read-trees.ts';
import type { Scope } from './scope.ts';

const Node = z.object({ node_id: z.string() });

/**
 * The one pull request that brought in these commits and nothing else, as GraphQL names it; null where they are of several, of none, or only
 * a part of one that was rebased.
 */
export async function wholeRequest(
  scope: Scope,
  commits: readonly string[],
  signal: AbortSignal,
): Promise<{ number: number; node: string } | null> {
  const [newest] = commits;
  if (newest === undefined) return null;
  const [request, ...others] = await requestsOf(scope, newest, signal);
  if (request === undefined || others.length > 0 || request.commit !== newest) return null;
  const { number } = request;
  const isOfIt = async (commit: string): Promise<boolean> =>
    (await requestsOf(scope, commit, signal)).some((found) => found.number === number);
  for (const [index, commit] of commits.entries()) {
    const [parent] = (await readGitCommit(scope, commit, signal)).parents;
    const below = commits[index + 1];
    // One in the middle that is left out, or one more of it below: then it is not whole.
    if (parent === undefined || (below !== undefined && below !== parent.sha)) return null;
    if ((await isOfIt(parent.sha)) !== (below !== undefined)) return null;
  }
  const question = { what: `pull request ${number}`, route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}' };
  const { node_id } = await read(scope, { ...question, parameters: { ...scope.repo, pull_number: number } }, Node, signal);
  return { number, node: node_id };
}
