import type { DraftedChange, OpenAnswer } from '../code-host.ts';
import { findRequest } from './find-request.ts';
import { makeBranch, type NewEntry } from './make-branch.ts';
import { openRequest } from './open-request.ts';
import { openedRequest } from './pull-schema.ts';
import { readGitCommit, readTree } from './read-trees.ts';
import type { Scope } from './scope.ts';

const NEW_FILE = '100644';

/** Opens a drafted change for review: its files on its base, under the branch that is its key. */
export async function openChange(scope: Scope, change: DraftedChange, beforeSend: () => void, signal: AbortSignal): Promise<OpenAnswer> {
  const found = await findRequest(scope, change.branch, change.at, signal);
  if (found !== null) return { kind: 'already there', ...openedRequest(found) };
  const base = await readGitCommit(scope, change.base, signal);
  // A file keeps its mode; where the tree is too large to be read, a script loses the bit by which it can be run.
  const tree = await readTree(scope, base.tree.sha, signal);
  if (tree === null) {
    return { kind: 'refused', why: `GitHub does not list all files of ${change.base}, so no branch was made. Open the change by hand.` };
  }
  const entries = new Map(
    change.files.map(({ path, content }): [string, NewEntry] => [
      path,
      { mode: tree.get(path)?.mode ?? NEW_FILE, content: Buffer.from(content) },
    ]),
  );
  const { branch, into, title, body, draft, at } = change;
  const made = await makeBranch(scope, { branch, base, entries, message: `${title}\n\n${body}` }, beforeSend, signal);
  if (made.kind === 'refused') return made;
  return await openRequest(scope, { branch, into, title, body, draft, at }, beforeSend, signal);
}
