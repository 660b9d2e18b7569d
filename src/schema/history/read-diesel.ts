import type { FileTree, History } from '../migration.ts';
import { inOrder, notReadable, scriptOf, type Entry } from './script.ts';
import { byBytes, childFoldersOf } from './subtree.ts';

/** A folder with `up.sql` for each migration; its version is the name up to the first underscore without its dashes, compared as text. */
export function readDiesel(tree: FileTree): History {
  const folders = childFoldersOf(tree)
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ name, version: (name.split('_')[0] ?? '').replaceAll('-', '') }))
    .sort((one, other) => byBytes(one.version, other.version));
  const repeated = folders.find(({ version }, at) => folders[at + 1]?.version === version);
  if (repeated !== undefined)
    return notReadable(`No order can be told: two folders have the version ${repeated.version}. Rename one of the two.`);
  return { kind: 'history', tool: 'diesel', ...inOrder(folders.map(({ name }) => entryOf(tree, name))), ignored: [] };
}

function entryOf(tree: FileTree, name: string): Entry {
  const file = `${name}/up.sql`;
  const transaction = !/^\s*run_in_transaction\s*=\s*false/mu.test(tree.get(`${name}/metadata.toml`) ?? '');
  const up = scriptOf(tree, file, transaction);
  if (up === null) return { kind: 'opaque', file, why: `The folder ${name} has no up.sql, so what it does cannot be told.` };
  return { kind: 'migration', migration: { name, file, up, down: scriptOf(tree, `${name}/down.sql`, transaction) } };
}
