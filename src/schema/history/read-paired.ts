import type { FileTree, History, Tool } from '../migration.ts';
import { inOrder, notReadable, scriptOf, type Entry } from './script.ts';
import { byVersion, notRun, repeatedVersion, type Versioned } from './versioned.ts';

/** What tells the tools apart that keep one flat folder in the order of a number. */
export interface Paired {
  readonly tool: Tool;
  /** Null for a file that the tool passes over. */
  readonly nameOf: (file: string) => Versioned | null;
  readonly transaction: (sql: string) => boolean;
}

/** Forward files in the order of their numbers, each with the way back that has the same number. */
export function readPaired(tree: FileTree, { tool, nameOf, transaction }: Paired): History {
  const files = [...tree.keys()]
    .filter((file) => !file.includes('/'))
    .flatMap((file) => nameOf(file) ?? [])
    .sort(byVersion);
  const repeated = repeatedVersion(files);
  if (repeated !== null) return notReadable(`No order can be told: ${repeated}`);

  const entries = files
    .filter(({ direction }) => direction === 'up')
    .map(({ file, name, version }): Entry => {
      const up = scriptOf(tree, file, transaction(tree.get(file) ?? ''));
      if (up === null || !file.endsWith('.sql')) return { kind: 'opaque', file, why: `${file} is not SQL, so it cannot be replayed.` };
      const back = files.find((other) => other.direction === 'down' && other.version === version);
      const down = back === undefined ? null : scriptOf(tree, back.file, transaction(tree.get(back.file) ?? ''));
      return { kind: 'migration', migration: { name, file, up, down } };
    });
  const used = files.map(({ file }) => file);
  return { kind: 'history', tool, ...inOrder(entries), ignored: notRun(tree, tool, used) };
}
