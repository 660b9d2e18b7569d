import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SwitchbackError } from '#domain/errors.ts';
import type { Repository } from './open-repository.ts';

export interface TreeEntry {
  readonly mode: string;
  readonly hash: string;
}

export type TreeMerge =
  | { readonly kind: 'merged'; readonly tree: string }
  | { readonly kind: 'conflicts'; readonly paths: readonly string[] }
  | { readonly kind: 'failed'; readonly why: string };

/** Trees of a clone by their ids. What is written is objects that nothing points to. */
export interface Trees {
  readonly of: (commit: string) => Promise<string>;
  readonly list: (tree: string) => Promise<ReadonlyMap<string, TreeEntry>>;
  readonly write: (entries: ReadonlyMap<string, TreeEntry>) => Promise<string>;
  readonly read: (blob: string) => Promise<Buffer>;
  readonly merge: (base: string, ours: string, theirs: string) => Promise<TreeMerge>;
}

const ENTRY = /^(?<mode>\d{6}) (?:blob|commit) (?<hash>[0-9a-f]{40,64})\t(?<path>.+)$/s;
const TREE = /^[0-9a-f]{40,64}$/;
/** The commits exist only for the merge; with one name and time they are the same each time. */
const NOBODY = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((who) => [
    [`GIT_${who}_NAME`, 'Switchback'],
    [`GIT_${who}_EMAIL`, 'switchback@localhost'],
    [`GIT_${who}_DATE`, '@0 +0000'],
  ]),
);

export function openTrees({ root, git, unavailable }: Repository): Trees {
  async function line(args: readonly string[], found: string, run: Parameters<Repository['git']>[1] = {}): Promise<string> {
    const { failed, stdout, stderr } = await git(args, run);
    if (failed) throw unavailable(found, stderr);
    return stdout.trim();
  }

  const commitOf = (tree: string, parent: readonly string[]): Promise<string> =>
    line(['commit-tree', ...parent.flatMap((id) => ['-p', id]), tree], 'A merge could not be prepared', { env: NOBODY });

  return {
    of: (commit) => line(['rev-parse', '--verify', `${commit}^{tree}`], `The files of commit ${commit} could not be found`),
    async list(tree) {
      const listed = await git(['ls-tree', '-r', '-z', '--full-tree', tree]);
      if (listed.failed) throw unavailable(`The files of ${tree} could not be listed`, listed.stderr);
      return new Map(listed.stdout.split('\0').slice(0, -1).map(parseEntry));
    },
    async write(entries) {
      const folder = await mkdtemp(join(tmpdir(), 'switchback-index-'));
      const env = { GIT_INDEX_FILE: join(folder, 'index') };
      try {
        const input = [...entries].map(([path, { mode, hash }]) => `${mode} ${hash}\t${path}\0`).join('');
        await line(['update-index', '-z', '--index-info'], 'A tree could not be put together', { env, input });
        return await line(['write-tree'], 'A tree could not be written', { env });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async read(blob) {
      const found = await git(['cat-file', 'blob', blob]);
      if (found.failed) throw unavailable(`A file could not be read`, found.stderr);
      return found.bytes;
    },
    async merge(base, ours, theirs) {
      // Git 2.38 and 2.39 take no base by name; two commits on it have no other one.
      const below = await commitOf(base, []);
      const sides = [await commitOf(ours, [below]), await commitOf(theirs, [below])];
      const merged = await git(['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ...sides]);
      const [tree = '', ...paths] = merged.stdout.split('\0').filter((part) => part !== '');
      if (!TREE.test(tree)) {
        const said = merged.stderr.trim().slice(0, 300);
        return { kind: 'failed', why: `git could not merge in the clone at ${root}; it must be 2.38 or newer. git says: ${said}` };
      }
      return merged.failed ? { kind: 'conflicts', paths } : { kind: 'merged', tree };
    },
  };
}

function parseEntry(entry: string): [string, TreeEntry] {
  const { mode, hash, path } = ENTRY.exec(entry)?.groups ?? {};
  if (mode === undefined || hash === undefined || path === undefined) {
    throw new SwitchbackError('provider_answer_invalid', `git listed an entry that cannot be read, so nothing was merged: ${entry}`);
  }
  return [path, { mode, hash }];
}
