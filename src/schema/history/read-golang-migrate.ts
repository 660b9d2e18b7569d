import type { FileTree, History } from '../migration.ts';
import { readPaired } from './read-paired.ts';
import type { Versioned } from './versioned.ts';

const NAME = /^(?<version>\d+)_(?<title>.*)\.(?<direction>up|down)\.(?<kind>.*)$/u;

/** `1_name.up.sql` and `1_name.down.sql`, in the order of the numbers. A file is sent whole, so PostgreSQL makes one transaction of it. */
export function readGolangMigrate(tree: FileTree): History {
  return readPaired(tree, { tool: 'golang-migrate', nameOf, transaction: () => true });
}

function nameOf(file: string): Versioned | null {
  const { version, title, direction } = NAME.exec(file)?.groups ?? {};
  if (version === undefined) return null;
  return { file, name: `${version}_${title}`, version: BigInt(version), direction: direction === 'down' ? 'down' : 'up' };
}
