import type { Clone } from '#src/providers/git/open-clone.ts';
import { isMigrationFile } from '#src/schema/history/find-migrations.ts';
import type { FileTree } from '#src/schema/migration.ts';

/** The files of a migrations folder with the texts that its readers look at: it may hold anything else, which counts by name alone. */
export async function treeAt(clone: Clone, hashes: ReadonlyMap<string, string>): Promise<FileTree> {
  const texts = await clone.read(new Map([...hashes].filter(([path]) => isMigrationFile(`/${path}`))));
  return new Map([...hashes].map(([path]) => [path, texts.get(path) ?? '']));
}
