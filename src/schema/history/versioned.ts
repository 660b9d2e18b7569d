import type { FileTree, Ignored, Tool } from '../migration.ts';

/** A file of a flat folder whose name begins with the version that orders it. */
export interface Versioned {
  readonly file: string;
  /** The migration's name as the tool shows it. */
  readonly name: string;
  readonly version: bigint;
  readonly direction: 'up' | 'down';
}

/** Versions are whole numbers and may be longer than a JavaScript number is exact. */
export function byVersion(one: Versioned, other: Versioned): number {
  if (one.version === other.version) return 0;
  return one.version < other.version ? -1 : 1;
}

/** The first version that two forward files share: the tools refuse to run such a folder. */
export function repeatedVersion(files: readonly Versioned[]): string | null {
  const seen = new Map<bigint, string>();
  for (const { file, version } of files.filter(({ direction }) => direction === 'up')) {
    const first = seen.get(version);
    if (first !== undefined) return `${first} and ${file} have the same version. Give one of the two another one.`;
    seen.set(version, file);
  }
  return null;
}

/** The SQL files of the tree that a tool with a flat folder does not run. */
export function notRun(tree: FileTree, tool: Tool, used: Iterable<string>): Ignored[] {
  const known = new Set(used);
  return [...tree.keys()]
    .filter((file) => file.endsWith('.sql') && !known.has(file))
    .map((file) => ({
      file,
      why: file.includes('/') ? `It is in a subfolder, which ${tool} does not read.` : `Its name is not one that ${tool} runs.`,
    }));
}
