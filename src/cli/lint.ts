import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openClone, type Clone } from '#src/providers/git/open-clone.ts';
import { topOf } from '#src/providers/git/top-of.ts';
import { findContract } from '#src/schema/contract/find-contract.ts';
import { isMigrationFile, toolAt } from '#src/schema/history/find-migrations.ts';
import { readDirectory } from '#src/schema/history/read-directory.ts';
import { readHistory } from '#src/schema/history/read-history.ts';
import { subtree } from '#src/schema/history/subtree.ts';
import type { FileTree, History, Tool } from '#src/schema/migration.ts';
import { extensionsOf } from '#src/schema/scratch/extensions.ts';
import type { Judged } from '#src/schema/verdict/judge.ts';
import { folderAt } from '#src/judge/folder-at.ts';
import { placeOfMigrations } from '#src/judge/place-of-migrations.ts';
import { judgeOn, type ScratchSource } from '#src/judge/scratch-on.ts';
import { sourcesAt } from '#src/judge/sources-at.ts';
import { treeAt } from '#src/judge/tree-at.ts';
import { whereMigrationsAre } from '#src/judge/where-migrations-are.ts';

export interface LintQuestion {
  /** A migrations folder, or any folder of a clone that holds one. */
  readonly directory: string;
  /** The commit, branch or tag that the change is for; null judges every migration by the schema before it. */
  readonly base: string | null;
  readonly tool: Tool | null;
  readonly scratch: ScratchSource;
}

export type Linted =
  | {
      readonly kind: 'linted';
      readonly judged: Pick<Judged, 'findings' | 'markers' | 'problems'>;
      /** Of the migrations, as the reader names files: from the top of the clone. */
      readonly folder: string;
      /** Migrations that were looked at. */
      readonly count: number;
    }
  | { readonly kind: 'not readable'; readonly why: string };

const LONGEST_MS = 600_000;
const MOST_FILES = 200_000;

/** The migrations that the files on disk add to a commit, judged as the code of that commit would meet them. */
export async function lint({ directory, base, tool, scratch }: LintQuestion & { readonly base: string }): Promise<Linted> {
  const place = await topOf(directory);
  if (place === null) return notReadable(`${directory} is in no git clone, so there is no ${base} to compare with. Leave --base out.`);
  const signal = AbortSignal.timeout(LONGEST_MS);
  const clone = await openClone(place.top, signal);
  const [named, head] = await Promise.all([clone.commit(base), clone.commit('HEAD')]);
  const from = (await clone.mergeBase(named, head)) ?? named;

  const atHead = await clone.list(head);
  const found = await onDisk(clone, directory, subtree(atHead, place.below), tool);
  if (found.kind === 'not told') return notReadable(found.why);
  const { tree } = found;
  const folder = [place.below, found.folder].filter((part) => part !== '').join('/');
  const owner = tool ?? toolAt(folder, found.tool);
  const live = readHistory(tree, owner);
  if (live.kind === 'not readable') return live;

  const atBase = await clone.list(from);
  const earlier = await folderAt(clone, atBase, { folder, tool: owner });
  if (earlier.kind === 'not told') return notReadable(`At ${base}: ${earlier.why}`);
  const oldFolder = earlier.kind === 'none' ? folder : earlier.folder;
  const oldTree = await treeAt(clone, subtree(atBase, oldFolder));
  const before = historyAt(oldTree, owner);
  if (before.kind === 'not readable') return notReadable(`At ${base}: ${before.why}`);
  const read = (paths: readonly string[]) => clone.read(new Map(paths.map((path) => [path, atBase.get(path) ?? ''])));
  const extensions = [...new Set([...extensionsOf(before), ...extensionsOf(live)])];
  const committed = subtree(atHead, folder);
  const judged = await judgeOn(
    scratch,
    {
      before,
      live,
      contract: await findContract({ paths: atBase.keys(), folder: oldFolder, tool: owner, read }),
      folder,
      tree,
      oldTree,
      sources: sourcesAt(clone, from, atBase, oldFolder),
      // What is not committed as it stands on disk has no author yet.
      signatureOf: async (file) =>
        committed.get(file) === blobId(tree.get(file) ?? '') ? await clone.lastChange(head, `${folder}/${file}`) : null,
      reached: () => null,
      extensions,
      database: null,
      remedies: false,
      now: Date.now(),
    },
    signal,
  );
  const known = new Set(before.migrations.map(({ name }) => name));
  return { kind: 'linted', judged, folder, count: live.migrations.filter(({ name }) => !known.has(name)).length };
}

type OnDisk =
  | { readonly kind: 'found'; readonly folder: string; readonly tool: Tool; readonly tree: FileTree }
  | { readonly kind: 'not told'; readonly why: string };

/**
 * The folder is that of the last commit, where it has one: what is on disk beside it may be built from it, or be a link to anywhere.
 *
 * @param committed what that commit has below the directory
 */
async function onDisk(clone: Clone, directory: string, committed: ReadonlyMap<string, string>, tool: Tool | null): Promise<OnDisk> {
  const known = await whereMigrationsAre(clone, committed, { folder: null, tool });
  if (known.kind === 'tool') {
    const read = await readDirectory(join(directory, known.folder), { contents: isMigrationFile });
    if (read.kind === 'tree') return { ...known, kind: 'found', tree: read.tree };
  }
  const read = await readDirectory(directory, { contents: isMigrationFile, mostFiles: MOST_FILES });
  if (read.kind === 'not readable') return { kind: 'not told', why: read.why };
  const place = placeOfMigrations(read.tree, null, tool);
  return place.kind === 'tool' ? { ...place, kind: 'found', tree: subtree(read.tree, place.folder) } : { kind: 'not told', why: place.why };
}

/** A commit that had no migrations yet is no mistake: everything is new, and no code can break. */
function historyAt(tree: FileTree, tool: Tool): History {
  if (tree.size > 0) return readHistory(tree, tool);
  return { kind: 'history', tool, migrations: [], opaque: [], ignored: [] };
}

function blobId(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function notReadable(why: string): Linted {
  return { kind: 'not readable', why };
}
