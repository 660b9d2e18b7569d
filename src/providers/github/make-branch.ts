import { z } from 'zod';
import { readIfThere } from './read.ts';
import { readGitCommit, type GitCommit } from './read-trees.ts';
import type { Scope } from './scope.ts';
import { store, write } from './write.ts';

/** What a path is to become: something that GitHub has already, new content, or nothing. */
export type NewEntry = { readonly mode: string; readonly sha: string } | { readonly mode: string; readonly content: Uint8Array } | null;

export interface NewBranch {
  readonly branch: string;
  readonly base: GitCommit;
  readonly entries: ReadonlyMap<string, NewEntry>;
  readonly message: string;
}

export type MadeBranch = { readonly kind: 'there'; readonly head: string } | { readonly kind: 'refused'; readonly why: string };

const Sha = z.object({ sha: z.string() });
const Ref = z.object({ object: z.object({ type: z.string(), sha: z.string() }) });
const UNDONE = 'no branch was made';
/** The bot writes below this and nowhere else. */
const OWN = 'switchback/';
const SUBMODULE = '160000';

/**
 * A branch of one commit on the base. Author and committer are left to GitHub, which then signs the commit; so it is a new commit each time, and
 * a branch that is there already is ours if it has the same files on the same base.
 */
export async function makeBranch(scope: Scope, wanted: NewBranch, beforeSend: () => void, signal: AbortSignal): Promise<MadeBranch> {
  const { branch, base } = wanted;
  if (!branch.startsWith(OWN)) return { kind: 'refused', why: `The branch ${branch} is not below ${OWN}, so it was not made.` };
  const tree = await storeTree(scope, wanted, signal);
  if ('why' in tree) return { kind: 'refused', why: tree.why };
  const found = await readBranch(scope, branch, signal);
  if (found !== null) return await compare(scope, wanted, tree.sha, found, signal);

  const parameters = { ...scope.repo, message: wanted.message, tree: tree.sha, parents: [base.sha] };
  const order = { what: 'store the commit', undone: UNDONE, route: 'POST /repos/{owner}/{repo}/git/commits', parameters };
  const commit = await store(scope, order, Sha, signal);
  if (commit.kind === 'refused') return refusal(commit.message);

  const ref = await write(
    scope,
    {
      what: `make the branch ${branch}`,
      undone: UNDONE,
      route: 'POST /repos/{owner}/{repo}/git/refs',
      parameters: { ...scope.repo, ref: `refs/heads/${branch}`, sha: commit.value.sha },
    },
    Ref,
    beforeSend,
    signal,
  );
  if (ref.kind === 'done') return { kind: 'there', head: commit.value.sha };
  // Somebody else may have been quicker, with the same.
  const now = await readBranch(scope, branch, signal);
  return now === null ? refusal(ref.message) : await compare(scope, wanted, tree.sha, now, signal);
}

/** The commit that a branch stands on; null where there is none. */
export async function readBranch(scope: Scope, branch: string, signal: AbortSignal): Promise<string | null> {
  const parameters = { ...scope.repo, ref: `heads/${branch}` };
  const question = { what: `the branch ${branch}`, route: 'GET /repos/{owner}/{repo}/git/ref/{ref}', parameters };
  return (await readIfThere(scope, question, Ref, signal))?.object.sha ?? null;
}

async function compare(scope: Scope, { branch, base }: NewBranch, tree: string, found: string, signal: AbortSignal): Promise<MadeBranch> {
  const commit = await readGitCommit(scope, found, signal);
  const isSame = commit.tree.sha === tree && commit.parents.length === 1 && commit.parents[0]?.sha === base.sha;
  if (isSame) return { kind: 'there', head: found };
  return { kind: 'refused', why: `There is a branch ${branch} with something else on it: commit ${found}. It was left as it is.` };
}

async function storeTree(scope: Scope, { base, entries }: NewBranch, signal: AbortSignal): Promise<{ sha: string } | { why: string }> {
  if (entries.size === 0) return base.tree;
  const tree: unknown[] = [];
  for (const [path, entry] of entries) {
    if (entry === null) tree.push({ path, mode: '100644', type: 'blob', sha: null });
    else if ('sha' in entry) tree.push({ path, mode: entry.mode, type: entry.mode === SUBMODULE ? 'commit' : 'blob', sha: entry.sha });
    else {
      const content = Buffer.from(entry.content).toString('base64');
      const parameters = { ...scope.repo, content, encoding: 'base64' };
      const order = { what: `store ${path}`, undone: UNDONE, route: 'POST /repos/{owner}/{repo}/git/blobs', parameters };
      const blob = await store(scope, order, Sha, signal);
      if (blob.kind === 'refused') return { why: refusal(blob.message).why };
      tree.push({ path, mode: entry.mode, type: 'blob', sha: blob.value.sha });
    }
  }
  const parameters = { ...scope.repo, base_tree: base.tree.sha, tree };
  const order = { what: 'store the files', undone: UNDONE, route: 'POST /repos/{owner}/{repo}/git/trees', parameters };
  const stored = await store(scope, order, Sha, signal);
  return stored.kind === 'done' ? stored.value : { why: refusal(stored.message).why };
}

function refusal(message: string): { readonly kind: 'refused'; readonly why: string } {
  return { kind: 'refused', why: `GitHub refused it, so ${UNDONE}: ${message}` };
}
