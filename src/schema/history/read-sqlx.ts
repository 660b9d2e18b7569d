import type { FileTree, History } from '../migration.ts';
import { readPaired } from './read-paired.ts';
import type { Versioned } from './versioned.ts';

const NAME = /^(?<version>\d+)_(?<title>.+?)(?:\.(?<direction>up|down))?\.sql$/u;

/** `1_name.sql`, or `1_name.up.sql` with `1_name.down.sql`, in the order of the numbers. */
export function readSqlx(tree: FileTree): History {
  // sqlx looks for the word at the very beginning of the file, in these letters.
  return readPaired(tree, { tool: 'sqlx', nameOf, transaction: (sql) => !sql.startsWith('-- no-transaction') });
}

function nameOf(file: string): Versioned | null {
  const { version, title, direction } = NAME.exec(file)?.groups ?? {};
  if (version === undefined) return null;
  return { file, name: `${version}_${title}`, version: BigInt(version), direction: direction === 'down' ? 'down' : 'up' };
}
