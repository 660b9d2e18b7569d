import { posix } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

/** One import as written, resolved to a path from the root of the project or to the name of a package. */
export interface Import {
  readonly file: string;
  readonly target: string;
  readonly names: readonly string[];
  readonly typeOnly: boolean;
}

const STATIC = /^\s*(?:import|export)\s+(?<type>type\s+)?(?:(?<clause>[^'";]*?)\s*from\s*)?['"](?<specifier>[^'"]+)['"]/gm;
const DYNAMIC = /\bimport\s*\(\s*['"`](?<specifier>[^'"`]+)['"`]/g;

export function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(STATIC), ...source.matchAll(DYNAMIC)].map(({ groups }) => ({
    file,
    target: resolved(file, groups?.['specifier'] ?? ''),
    names: (groups?.['clause'] ?? '*')
      .replaceAll(/[{}]/g, ',')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    typeOnly: groups?.['type'] !== undefined,
  }));
}

function resolved(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier);
  for (const [alias, path] of Object.entries(packageJson.imports)) {
    const start = alias.replace('*', '');
    if (specifier.startsWith(start)) return posix.normalize(path.replace('*', specifier.slice(start.length)));
  }
  return specifier;
}
