import { createHash } from 'node:crypto';
import { subtree } from '#src/schema/history/subtree.ts';

export interface FilesIn {
  /** Content hash by path below the folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Of names and contents; the same for the same files in any order. */
  readonly digest: string;
}

/** What a commit has in one folder. */
export function filesIn(all: ReadonlyMap<string, string>, folder: string): FilesIn {
  const files = subtree(all, folder);
  const lines = [...files].map(([path, hash]) => `${hash} ${path}\n`).toSorted();
  return { files, digest: createHash('sha256').update(lines.join('')).digest('hex') };
}
