import { access, realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** The clone that a folder lies in, and the folder from its top; null where there is none. */
export async function topOf(directory: string): Promise<{ readonly top: string; readonly below: string } | null> {
  const start = await realpath(directory).catch(() => null);
  for (let top = start; top !== null; top = dirname(top) === top ? null : dirname(top)) {
    if (await exists(join(top, '.git'))) return { top, below: relative(top, start ?? '') };
  }
  return null;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
