import type { FileTree } from '../migration.ts';

/** The files below a folder with their paths relative to it; the empty folder is the tree itself. */
export function subtree(tree: FileTree, folder: string): FileTree {
  if (folder === '') return tree;
  const prefix = `${folder}/`;
  return new Map([...tree].filter(([path]) => path.startsWith(prefix)).map(([path, text]) => [path.slice(prefix.length), text]));
}

/** Every folder that holds files directly or below, the tree itself first, in the order of their names. */
export function foldersOf(tree: FileTree): string[] {
  const folders = new Set(['']);
  for (const path of tree.keys()) {
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_, at) => folders.add(parts.slice(0, at + 1).join('/')));
  }
  return [...folders].sort(byBytes);
}

export function childFoldersOf(tree: FileTree): string[] {
  return foldersOf(tree).filter((folder) => folder !== '' && !folder.includes('/'));
}

export function topFilesOf(tree: FileTree): string[] {
  return [...tree.keys()].filter((path) => !path.includes('/')).sort(byBytes);
}

/** The order of Rust, Go and C: by UTF-8 bytes, which is not JavaScript's own outside the basic plane. */
export function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
