import { posix } from 'node:path';
import type { FileTree } from '../../migration.ts';
import { parseModule, type Module } from './parse-module.ts';
import { resolveImport } from './resolve-import.ts';

export interface Loaded {
  readonly modules: ReadonlyMap<string, Module>;
  /** The files that declare the schema, and not those that they only import from. */
  readonly roots: readonly string[];
  /** One sentence for each file that could not be read. */
  readonly unread: readonly string[];
}

const SOURCE = /\.[cm]?[jt]sx?$/u;
/** A schema that imports more than this imports the program. */
const MOST_FILES = 600;

/** The files that a configuration names, and whatever of the repository they import, read as they are met. */
export async function loadModules(
  patterns: readonly string[],
  paths: ReadonlySet<string>,
  read: (paths: readonly string[]) => Promise<FileTree>,
): Promise<Loaded> {
  const roots = [...new Set(patterns.flatMap((pattern) => filesOf(pattern, paths)))];
  const modules = new Map<string, Module>();
  const unread = patterns.filter((pattern) => filesOf(pattern, paths).length === 0).map((pattern) => `There is no file ${pattern}.`);
  let wanted = roots;
  const asked = new Set(roots);
  while (wanted.length > 0) {
    const found: Module[] = [];
    for (const [file, text] of await read(wanted)) {
      const module = parseModule(file, text);
      if (module === null) unread.push(`${file} could not be parsed.`);
      else found.push(module);
    }
    for (const module of found) modules.set(module.file, module);
    const next = found.flatMap((module) => importsOf(module).flatMap((from) => resolveImport(paths, module.file, from) ?? []));
    wanted = [...new Set(next)].filter((file) => SOURCE.test(file) && !asked.has(file));
    if (asked.size + wanted.length > MOST_FILES)
      return { modules, roots, unread: [...unread, `The schema imports more than ${MOST_FILES} files.`] };
    for (const file of wanted) asked.add(file);
  }
  return { modules, roots, unread };
}

/** As drizzle-kit finds them: a file, the files right in a folder, or those that fit a pattern. */
function filesOf(pattern: string, paths: ReadonlySet<string>): string[] {
  if (paths.has(pattern)) return [pattern];
  const isIn = /[*?{[]/u.test(pattern)
    ? (path: string) => posix.matchesGlob(path, pattern)
    : (path: string) => posix.dirname(path) === pattern || (pattern === '.' && !path.includes('/'));
  return [...paths].filter((path) => SOURCE.test(path) && !path.endsWith('.d.ts') && isIn(path));
}

function importsOf({ imports, exports, passedOn }: Module): string[] {
  const given = [...exports.values()].flatMap((one) => (one.kind === 'of another' ? [one.from] : []));
  return [...[...imports.values()].map(({ from }) => from), ...given, ...passedOn];
}
