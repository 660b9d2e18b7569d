import { detectTool, type Detected } from '#src/schema/history/detect-tool.ts';
import { findMigrations } from '#src/schema/history/find-migrations.ts';
import { LAYOUTS } from '#src/schema/history/layouts.ts';
import { subtree } from '#src/schema/history/subtree.ts';
import type { FileTree, Tool } from '#src/schema/migration.ts';

/**
 * Where the migrations are, and whose. A tool or a folder that a person names is not questioned: `readHistory` says what does not fit.
 *
 * @param folder that a person named, from the top of the tree; null to look everywhere
 */
export function placeOfMigrations(tree: FileTree, folder: string | null, tool: Tool | null): Detected {
  if (folder !== null && tool !== null) return { kind: 'tool', folder, tool };
  const detected = folder === null ? wherever(tree) : within(tree, folder);
  return detected.kind === 'tool' && tool !== null ? { ...detected, tool } : detected;
}

/** A tree that is itself laid out as a migrations folder is one, whatever else lies below it. */
function wherever(tree: FileTree): Detected {
  const isFolderItself = LAYOUTS.prisma(tree) || LAYOUTS.drizzle(tree) || LAYOUTS.diesel(tree);
  return isFolderItself ? detectTool(tree) : findMigrations(tree);
}

function within(tree: FileTree, folder: string): Detected {
  const detected = detectTool(subtree(tree, folder));
  if (detected.kind === 'not told') return detected;
  return { ...detected, folder: [folder, detected.folder].filter((part) => part !== '').join('/') };
}
