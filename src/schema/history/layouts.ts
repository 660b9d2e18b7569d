import { isOfPrisma8 } from './read-prisma-ops.ts';
import type { FileTree, Tool } from '../migration.ts';
import { childFoldersOf, topFilesOf } from './subtree.ts';

/** Whether a folder is laid out as the tool keeps its migrations. */
export const LAYOUTS: Record<Tool, (tree: FileTree) => boolean> = {
  prisma: (tree) =>
    tree.has('migration_lock.toml') || isOfPrisma8(tree) || (foldersHold(tree, 'migration.sql') && !foldersHold(tree, 'snapshot.json')),
  drizzle: (tree) => tree.has('meta/_journal.json') || (foldersHold(tree, 'migration.sql') && foldersHold(tree, 'snapshot.json')),
  diesel: (tree) => foldersHold(tree, 'up.sql'),
  goose: (tree) => holdsFile(tree, /^\d+_.*\.(?:sql|go)$/u, /^\s*--\s*\+goose\s/imu),
  'golang-migrate': (tree) => holdsFile(tree, /^\d+_.*\.up\.[^.]+$/u),
  sqlx: (tree) => holdsFile(tree, /^\d+_.*\.sql$/u),
  supabase: (tree) => holdsFile(tree, /^\d+_.*\.sql$/u),
  sql: (tree) => holdsFile(tree, /\.sql$/u),
};

export function holdsFile(tree: FileTree, name: RegExp, content: RegExp = /^/u): boolean {
  return topFilesOf(tree).some((file) => name.test(file) && content.test(tree.get(file) ?? ''));
}

function foldersHold(tree: FileTree, file: string): boolean {
  return childFoldersOf(tree).some((folder) => tree.has(`${folder}/${file}`));
}
