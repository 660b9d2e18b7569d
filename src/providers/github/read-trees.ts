import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import { read } from './read.ts';
import type { Scope } from './scope.ts';
import type { CommitTrees, Entry, Tree } from './undo-trees.ts';

const GitCommit = z.object({
  sha: z.string(),
  tree: z.object({ sha: z.string() }),
  parents: z.array(z.object({ sha: z.string() })),
  message: z.string(),
});
export type GitCommit = z.infer<typeof GitCommit>;

const GitTree = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() })),
});

export async function readGitCommit(scope: Scope, id: string, signal: AbortSignal): Promise<GitCommit> {
  const parameters = { ...scope.repo, commit_sha: id };
  return await read(
    scope,
    { what: `commit ${id}`, route: 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}', parameters },
    GitCommit,
    signal,
  );
}

/** Null where GitHub does not list all of it, as above 100,000 files: a part of a tree would read as files that are gone. */
export async function readTree(scope: Scope, sha: string, signal: AbortSignal): Promise<Tree | null> {
  const parameters = { ...scope.repo, tree_sha: sha, recursive: '1' };
  const question = { what: `the files of ${sha}`, route: 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}', parameters };
  const { truncated, tree } = await read(scope, question, GitTree, signal);
  if (truncated) return null;
  return new Map(
    tree.flatMap((entry) => (entry.type === 'tree' ? [] : [[entry.path, { sha: entry.sha, mode: entry.mode }] as [string, Entry]])),
  );
}

export interface RevertTrees {
  readonly base: GitCommit;
  readonly baseTree: Tree;
  readonly commits: readonly CommitTrees[];
  /** Their messages, by id; untrusted text. */
  readonly messages: ReadonlyMap<string, string>;
}

/** Null where one of the trees is too large to be listed. Neighbouring commits share a tree, which is read once. */
export async function readRevertTrees(
  scope: Scope,
  base: string,
  commits: readonly string[],
  signal: AbortSignal,
): Promise<RevertTrees | null> {
  const known = new Map<string, Promise<Tree | null>>();
  const treeOf = (sha: string): Promise<Tree | null> => {
    const reading = known.get(sha) ?? readTree(scope, sha, signal);
    known.set(sha, reading);
    return reading;
  };
  const onto = await readGitCommit(scope, base, signal);
  const baseTree = await treeOf(onto.tree.sha);
  const read: CommitTrees[] = [];
  const messages = new Map<string, string>();
  for (const id of commits) {
    const commit = await readGitCommit(scope, id, signal);
    const [parent] = commit.parents;
    if (parent === undefined) {
      const why = `Commit ${id} is the first of its history, so there is nothing to go back to and nothing was written.`;
      throw new SwitchbackError('provider_refused', why);
    }
    const [before, after] = await Promise.all([treeOf((await readGitCommit(scope, parent.sha, signal)).tree.sha), treeOf(commit.tree.sha)]);
    if (before === null || after === null) return null;
    read.push({ id, before, after });
    messages.set(id, commit.message);
  }
  return baseTree === null ? null : { base: onto, baseTree, commits: read, messages };
}
