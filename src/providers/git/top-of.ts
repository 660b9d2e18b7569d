import { access, realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** The clone that a folder lies in, and the folder from its top; null where there is none. */
export async function topOf(directory: string): Promise<{ readonly top: string; readonly below: string } | null> {
  const start = await realpath(directory).catch(() => null);
  for (let top = start; top !== null; top = dirname(top) === top ? null : dirname(top)) {
    const isClone = (await exists(join(top, '.git'))) || (top === start && (await isBare(top)));
    if (isClone) return { top, below: relative(top, start ?? '') };
  }
  return null;
}

async function isBare(directory: string): Promise<boolean> {
  const parts = await Promise.all(['HEAD', 'objects', 'refs'].map((part) => exists(join(directory, part))));
  return parts.every(Boolean);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
