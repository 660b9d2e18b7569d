import type { FileTree, Tool } from '../migration.ts';
import { saysItsFormat } from './read-sql.ts';
import { holdsFile, LAYOUTS } from './layouts.ts';
import { foldersOf, subtree } from './subtree.ts';

export type Detected =
  /** `folder` is where the migrations are below the tree; empty for the tree itself. */
  | { readonly kind: 'tool'; readonly tool: Tool; readonly folder: string }
  /** `places` is how many folders look like one. */
  | { readonly kind: 'not told'; readonly places: number; readonly why: string };

/** Which tool keeps migrations in this tree, by layout first and by words in the files where several tools share one. */
export function detectTool(tree: FileTree): Detected {
  const [first, ...others] = outermost(
    foldersOf(tree).flatMap((folder) => {
      const tool = toolIn(subtree(tree, folder));
      return tool === null ? [] : [{ folder, tool }];
    }),
  );
  if (first === undefined)
    return { kind: 'not told', places: 0, why: 'No migrations were found in the folder. Name the folder that holds them.' };
  const [second] = others;
  if (second === undefined) return { kind: 'tool', ...first };
  const why = `Migrations were found in ${first.folder}/ and in ${second.folder}/. Name one of the two.`;
  return { kind: 'not told', places: others.length + 1, why };
}

/** Null for a folder that is no tool's. Only its own files and those one folder below count. */
export function toolIn(tree: FileTree): Tool | null {
  const laidOut = (['drizzle', 'prisma', 'diesel', 'goose'] as const).find((tool) => LAYOUTS[tool](tree));
  if (laidOut !== undefined) return laidOut;
  if (!LAYOUTS.sql(tree)) return null;
  if (saysItsFormat(tree)) return 'sql';
  if (holdsFile(tree, /^\d+_.*\.sql$/u, /^-- no-transaction|_sqlx_migrations/u)) return 'sqlx';
  if (LAYOUTS['golang-migrate'](tree)) return 'golang-migrate';
  if (
    holdsFile(
      tree,
      /^\d{14}_.*\.sql$/u,
      /\bauth\.(?:uid|jwt|role|users)\b|\bservice_role\b|\bstorage\.(?:objects|buckets)\b|\bto\s+(?:anon|authenticated)\b/iu,
    )
  ) {
    return 'supabase';
  }
  return 'sql';
}

/** A folder inside one that is already a tool's own is part of it. */
function outermost<Found extends { readonly folder: string }>(found: readonly Found[]): Found[] {
  return found.filter(
    ({ folder }) => !found.some((other) => other.folder !== folder && (other.folder === '' || folder.startsWith(`${other.folder}/`))),
  );
}
