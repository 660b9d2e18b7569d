import type { RevertPlan, RevertReading, RevertWish } from '../code-host.ts';
import type { NewEntry } from './make-branch.ts';
import { readRevertTrees, type GitCommit } from './read-trees.ts';
import type { Scope } from './scope.ts';
import { undoTrees, type Undoing } from './undo-trees.ts';
import { wholeRequest } from './whole-request.ts';

export interface PreparedRevert {
  readonly plan: RevertPlan;
  readonly base: GitCommit;
  readonly entries: ReadonlyMap<string, NewEntry>;
  /** Of the commits, by id; untrusted text. */
  readonly messages: ReadonlyMap<string, string>;
  /** The one request that GitHub can revert by itself; null where that would not be the same. */
  readonly request: { readonly number: number; readonly node: string } | null;
}

export type Preparing = { readonly kind: 'prepared'; readonly prepared: PreparedRevert } | Exclude<RevertReading, { kind: 'planned' }>;

/** Works out what a revert on `base` would do. Writes nothing. */
export async function prepareRevert(scope: Scope, wish: RevertWish, base: string, signal: AbortSignal): Promise<Preparing> {
  const trees = await readRevertTrees(scope, base, wish.commits, signal);
  if (trees === null) {
    return {
      kind: 'cannot',
      why: `GitHub does not list all files of ${base}, so the revert was not worked out. Revert by hand, with git.`,
    };
  }
  const exact = undoTrees(trees.baseTree, trees.commits, wish.keep);
  const worked = exact.conflicts.size === 0 ? exactly(exact) : await merged(scope, wish, base, exact, signal);
  if (worked.entries.size === 0 && worked.conflicts.length === 0) return { kind: 'nothing to undo', kept: exact.kept };

  // GitHub reverts into the branch that the request went into, whatever is asked for.
  const isWhole = exact.kept.length === 0 && wish.into === scope.options.main;
  const request = isWhole ? await wholeRequest(scope, wish.commits, signal) : null;
  const files = [...worked.entries.keys()].sort();
  const plan: RevertPlan = {
    base,
    way: request === null ? worked.way : 'request',
    files,
    kept: exact.kept,
    models: exact.kept.length === 0 ? [] : files.filter((path) => wish.models.includes(path)),
    conflicts: worked.conflicts,
  };
  return { kind: 'prepared', prepared: { plan, base: trees.base, entries: worked.entries, messages: trees.messages, request } };
}

interface Worked {
  readonly way: 'files' | 'merge';
  readonly entries: ReadonlyMap<string, NewEntry>;
  readonly conflicts: RevertPlan['conflicts'];
}

function exactly(exact: Undoing): Worked {
  return { way: 'files', entries: exact.changes, conflicts: [] };
}

/** Files changed again since: only a true merge can tell whether the two changes touch each other. */
async function merged(scope: Scope, wish: RevertWish, base: string, exact: Undoing, signal: AbortSignal): Promise<Worked> {
  const changedSince = (path: string, by: string): string => `${path} changed again after ${by.slice(0, 12)}`;
  const open = (note: string): Worked => {
    const conflicts = [...exact.conflicts].map(([path, by]) => ({ path, why: `${changedSince(path, by)}${note}` }));
    return { way: 'files', entries: exact.changes, conflicts };
  };
  if (scope.options.undo === null) return open(', and no clone is configured in which it could be merged.');
  const reading = await scope.options.undo({ base, commits: wish.commits, keep: wish.keep }, signal);
  if (reading.kind === 'cannot') return open(`, and it could not be merged in the clone. ${reading.why}`);
  return {
    way: 'merge',
    entries: new Map([
      ...reading.changed.map(({ path, mode, content }): [string, NewEntry] => [path, { mode, content }]),
      ...reading.removed.map((path): [string, NewEntry] => [path, null]),
    ]),
    conflicts: reading.conflicts.map((path) => ({
      path,
      why: `${changedSince(path, exact.conflicts.get(path) ?? wish.commits[0] ?? base)}, in the same lines.`,
    })),
  };
}
