import type { Clone } from '#src/providers/git/open-clone.ts';
import type { Tool } from '#src/schema/migration.ts';
import { filesIn } from './files-in.ts';
import { whereMigrationsAre } from './where-migrations-are.ts';

export type FolderAt =
  | { readonly kind: 'folder'; readonly folder: string }
  /** No folder of that commit looks like one with migrations. */
  | { readonly kind: 'none' }
  | { readonly kind: 'not told'; readonly why: string };

/** Where an earlier commit has the migrations that a later one has in this place: the folder may have been renamed since. */
export async function folderAt(
  clone: Clone,
  files: ReadonlyMap<string, string>,
  { folder, tool }: { readonly folder: string; readonly tool: Tool },
): Promise<FolderAt> {
  if (filesIn(files, folder).files.size > 0) return { kind: 'folder', folder };
  const place = await whereMigrationsAre(clone, files, { folder: null, tool: null });
  if (place.kind === 'not told') return place.places === 0 ? { kind: 'none' } : { kind: 'not told', why: place.why };
  if (place.tool === tool) return { kind: 'folder', folder: place.folder };
  return { kind: 'not told', why: `Its migrations are in ${place.folder}/ and belong to ${place.tool}, the later ones to ${tool}.` };
}
