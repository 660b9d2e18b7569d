import { posix } from 'node:path';

const ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.mjs',
  '.cjs',
  '/index.ts',
  '/index.tsx',
  '/index.mts',
  '/index.js',
  '/index.mjs',
];
/** Names that people give to the folder of their sources. */
const ALIAS = /^(?:@|~|#|src)\/(?<path>.+)$/u;

/**
 * The file of the repository that an import means; null for a package, or where several could be meant.
 *
 * @param paths of the repository
 * @param file that imports
 */
export function resolveImport(paths: ReadonlySet<string>, file: string, from: string): string | null {
  if (from.startsWith('.')) return fileAt(paths, posix.join(posix.dirname(file), from));
  const path = ALIAS.exec(from)?.groups?.['path'];
  if (path === undefined) return null;
  for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
    const places = [`${folder}/src/${path}`, `${folder}/app/${path}`, `${folder}/${path}`].map((place) => posix.normalize(place));
    const found = [...new Set(places.flatMap((place) => fileAt(paths, place) ?? []))];
    if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
    if (folder === '.' || folder === '/') return null;
  }
}

/** Imports may name the file that a compiler makes of it. */
function fileAt(paths: ReadonlySet<string>, path: string): string | null {
  const source = path.replace(/\.(?<kind>[cm]?)js$/u, '.$<kind>ts');
  return [...ENDINGS.map((ending) => `${path}${ending}`), source, `${source}x`].find((one) => paths.has(one)) ?? null;
}
