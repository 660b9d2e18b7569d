import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MAKER = fileURLToPath(new URL('child/make-template.ts', import.meta.url));
const LONGEST_MS = 60_000;

let made: Promise<string | null> | null = null;

/**
 * A file with the data of an empty embedded database, which opens several times faster than a new one is made. Kept beside the installed
 * libraries and made when it is not there; null where it cannot be, and then every database is made anew.
 */
export function emptyTemplate(): Promise<string | null> {
  made ??= findOrMake();
  return made;
}

async function findOrMake(): Promise<string | null> {
  try {
    const library = libraryOf('@electric-sql/pglite');
    const { version } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8')) as { version: string };
    const folder = join(dirname(dirname(library)), '.cache', 'switchback');
    const path = join(folder, `pglite-${version}.tar`);
    if (await exists(path)) return path;
    await mkdir(folder, { recursive: true });
    const half = `${path}.${process.pid}`;
    try {
      await promisify(execFile)(process.execPath, [MAKER, half], { timeout: LONGEST_MS, env: {} });
      await rename(half, path);
    } finally {
      await rm(half, { force: true });
    }
    return path;
  } catch {
    // A read-only disk, say: it costs time, and nothing else.
    return null;
  }
}

/** The folder of an installed package, whichever of its files is its entry. */
function libraryOf(name: string): string {
  const entry = fileURLToPath(import.meta.resolve(name));
  const inside = join('node_modules', name);
  return entry.slice(0, entry.lastIndexOf(inside) + inside.length);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
