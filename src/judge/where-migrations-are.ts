import type { Clone } from '#src/providers/git/open-clone.ts';
import type { Detected } from '#src/schema/history/detect-tool.ts';
import { isMigrationFile } from '#src/schema/history/find-migrations.ts';
import type { SpanQuestion } from '#src/schema/verdict/judge-span.ts';
import { placeOfMigrations } from './place-of-migrations.ts';

/** Where one commit has its migrations, read from no more files than the question leaves open. */
export async function whereMigrationsAre(
  clone: Clone,
  files: ReadonlyMap<string, string>,
  { folder, tool }: Pick<SpanQuestion, 'folder' | 'tool'>,
): Promise<Detected> {
  const named = folder === null ? null : trimmed(folder);
  if (named !== null && tool !== null) return { kind: 'tool', folder: named, tool };
  const isInside = (path: string): boolean => named === null || named === '' || path.startsWith(`${named}/`);
  return placeOfMigrations(await clone.read(new Map([...files].filter(([path]) => isMigrationFile(path) && isInside(path)))), named, tool);
}

function trimmed(folder: string): string {
  return folder
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
