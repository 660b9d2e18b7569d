import type { FileTree, History } from '../migration.ts';
import { isOfPrisma8, readPrismaOps } from './read-prisma-ops.ts';
import { inOrder, notReadable, scriptOf, type Entry } from './script.ts';
import { childFoldersOf, subtree } from './subtree.ts';

const WAYS_BACK = ['down.sql', 'rollback.sql'];

/** A folder for each migration, in the order of the folders' names as text: `202310122339_x` comes after longer timestamps. */
export function readPrisma(tree: FileTree): History {
  if (isOfPrisma8(tree)) return readPrismaOps(tree);
  const provider = /^\s*provider\s*=\s*"(?<name>[^"]*)"/mu.exec(tree.get('migration_lock.toml') ?? '')?.groups?.['name'];
  if (provider !== undefined && provider !== 'postgresql' && provider !== 'cockroachdb') {
    return notReadable(`These Prisma migrations are written for ${provider} (migration_lock.toml); only PostgreSQL is read.`);
  }
  const entries = childFoldersOf(tree).map((name): Entry => entryOf(tree, name));
  return { kind: 'history', tool: 'prisma', ...inOrder(entries), ignored: [] };
}

function entryOf(tree: FileTree, name: string): Entry {
  const file = `${name}/migration.sql`;
  const up = scriptOf(tree, file, true);
  if (up === null) {
    const [other] = subtree(tree, name).keys();
    return {
      kind: 'opaque',
      file: `${name}/${other ?? ''}`,
      why: `The folder ${name} has no migration.sql, so what it does cannot be told.`,
    };
  }
  const back = WAYS_BACK.map((script) => `${name}/${script}`).find((path) => tree.has(path));
  return { kind: 'migration', migration: { name, file, up, down: back === undefined ? null : scriptOf(tree, back, true) } };
}
