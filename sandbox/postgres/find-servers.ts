import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { bundledBinaries } from '#src/local-postgres/bundled-binaries.ts';
import type { Binaries } from '#src/local-postgres/start-server.ts';

const DEBIAN = '/usr/lib/postgresql';

/** The servers of this machine in the order in which to try them: the one that comes with the product, those of the search path, Debian's. */
export function findServers(path: string): Binaries[] {
  const bundled = bundledBinaries();
  const folders = [...path.split(delimiter).filter(Boolean), ...debianFolders()];
  const installed = folders.filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
  return [
    ...(bundled === null ? [] : [bundled]),
    ...installed.map((folder) => ({ root: dirname(folder), version: '', bringsLibraries: false })),
  ];
}

function debianFolders(): string[] {
  if (!existsSync(DEBIAN)) return [];
  return readdirSync(DEBIAN)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN, version, 'bin'));
}
