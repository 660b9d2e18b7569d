/** One entry of a tree: the id of its content and its mode. */
export interface Entry {
  readonly sha: string;
  /** As git writes it: `100644`, `100755`, `120000`, `160000`. */
  readonly mode: string;
}

/** Every file of a commit by its path. */
export type Tree = ReadonlyMap<string, Entry>;

export interface CommitTrees {
  readonly id: string;
  /** Of the first parent. */
  readonly before: Tree;
  readonly after: Tree;
}

export interface Undoing {
  /** What each path is to become; null where it is to go away. */
  readonly changes: ReadonlyMap<string, Entry | null>;
  readonly kept: readonly string[];
  /** Paths that changed again since, with the commit that could not be undone there. */
  readonly conflicts: ReadonlyMap<string, string>;
}

/**
 * Undoes commits, newest first, file by file and exactly: a file goes back only where it still is what the commit made of it. A file that
 * changed again since is a conflict and stays as it is, also for the older commits.
 */
export function undoTrees(base: Tree, commits: readonly CommitTrees[], keep: readonly string[]): Undoing {
  const now = new Map(base);
  const kept = new Set<string>();
  const conflicts = new Map<string, string>();
  for (const { id, before, after } of commits) {
    // What goes away makes room for what comes back.
    const paths = changedPaths(before, after).sort((one, other) => Number(before.has(one)) - Number(before.has(other)));
    for (const path of paths) {
      if (isKept(path, keep)) {
        kept.add(path);
        continue;
      }
      const [was, made, is] = [before.get(path), after.get(path), now.get(path)];
      // Somebody undid it there already.
      if (conflicts.has(path) || same(is, was)) continue;
      if (!same(is, made) || (was !== undefined && isInTheWay(path, now))) conflicts.set(path, id);
      else if (was === undefined) now.delete(path);
      else now.set(path, was);
    }
  }
  // What newer commits had undone there goes with it: half of a file's way back is none.
  const changes = new Map(changedPaths(base, now).flatMap((path) => (conflicts.has(path) ? [] : [[path, now.get(path) ?? null] as const])));
  return { changes, kept: [...kept].sort(), conflicts };
}

export function isKept(path: string, keep: readonly string[]): boolean {
  return keep.some((name) => path === name || path.startsWith(name.endsWith('/') ? name : `${name}/`));
}

/** A file cannot come back where there is a folder now, nor below what is a file now. */
function isInTheWay(path: string, now: Tree): boolean {
  if (now.has(path)) return false;
  const parts = path.split('/');
  if (parts.slice(1).some((_, index) => now.has(parts.slice(0, index + 1).join('/')))) return true;
  return [...now.keys()].some((other) => other.startsWith(`${path}/`));
}

function changedPaths(one: Tree, other: Tree): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => !same(one.get(path), other.get(path))).sort();
}

function same(one: Entry | undefined, other: Entry | undefined): boolean {
  return one?.sha === other?.sha && one?.mode === other?.mode;
}
