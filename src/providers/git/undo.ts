import type { Undo, UndoneFile, UndoReading } from '../undo.ts';
import { bring } from './bring.ts';
import type { GitSettings } from './create-git.ts';
import { hasCommit, openRepository } from './open-repository.ts';
import { openTrees, type Trees } from './trees.ts';

const UNDONE = 'nothing was merged';
const SUBMODULE = '160000';

/**
 * Undoes commits in a clone by a merge that never leaves the object store: no branch, index or work tree is touched. Each commit is taken as
 * the base, what stands now as ours, and its first parent as theirs, which is what `git revert -m 1` does.
 */
export function createUndo({ repository: path, mayFetch }: GitSettings): Undo {
  return async ({ base, commits, keep }, signal) => {
    for (const commit of [base, ...commits]) {
      const brought = await bring(path, commit, mayFetch, signal);
      if (brought.kind === 'missing') return { kind: 'cannot', why: brought.why };
    }
    const repository = await openRepository(path, UNDONE, signal);
    for (const commit of commits) {
      if (await hasCommit(repository, `${commit}^1`)) continue;
      return {
        kind: 'cannot',
        why: `What commit ${commit} was made on is not in the clone at ${repository.root}. Fetch all of its history.`,
      };
    }
    const trees = openTrees(repository);
    const conflicts = new Set<string>();
    let now = await trees.of(base);
    for (const commit of commits) {
      const merged = await undoOne(trees, now, commit, keep, conflicts);
      if ('why' in merged) return { kind: 'cannot', why: merged.why };
      now = merged.tree;
    }
    return await difference(trees, await trees.of(base), now, conflicts);
  };
}

/** The tree without the commit, or why there is none. Paths that conflict are added to `conflicts` and stay as they are. */
async function undoOne(
  trees: Trees,
  now: string,
  commit: string,
  keep: readonly string[],
  conflicts: Set<string>,
): Promise<{ readonly tree: string } | { readonly why: string }> {
  const [before, after] = [await trees.of(`${commit}^1`), await trees.of(commit)];
  for (;;) {
    // What stays is made to look as if the commit had never touched it.
    const theirs = await withKept(trees, before, after, [...keep, ...conflicts]);
    const merged = await trees.merge(after, now, theirs);
    if (merged.kind === 'merged') return merged;
    if (merged.kind === 'failed') return merged;
    const found = merged.paths.filter((path) => !conflicts.has(path));
    if (found.length === 0) return { why: `git did not merge ${commit}, and named no file that conflicts. Revert by hand, with git.` };
    for (const path of found) conflicts.add(path);
  }
}

async function withKept(trees: Trees, before: string, after: string, keep: readonly string[]): Promise<string> {
  if (keep.length === 0) return before;
  const [then, made] = [await trees.list(before), await trees.list(after)];
  const isKept = (path: string): boolean => keep.some((name) => path === name || path.startsWith(name.endsWith('/') ? name : `${name}/`));
  return await trees.write(new Map([...[...then].filter(([path]) => !isKept(path)), ...[...made].filter(([path]) => isKept(path))]));
}

async function difference(trees: Trees, base: string, now: string, conflicts: ReadonlySet<string>): Promise<UndoReading> {
  const [was, is] = [await trees.list(base), await trees.list(now)];
  const changed: UndoneFile[] = [];
  const open = new Set(conflicts);
  for (const [path, { hash, mode }] of is) {
    const old = was.get(path);
    if (open.has(path) || (old?.hash === hash && old.mode === mode)) continue;
    if (mode === SUBMODULE) open.add(path);
    else changed.push({ path, mode, content: await trees.read(hash) });
  }
  const removed = [...was.keys()].filter((path) => !is.has(path) && !open.has(path));
  return { kind: 'merged', changed, removed, conflicts: [...open].sort() };
}
