import type { FileTree, History, Script, Tool } from '../migration.ts';
import { LAYOUTS } from './layouts.ts';
import { readDiesel } from './read-diesel.ts';
import { readDrizzle } from './read-drizzle.ts';
import { readGolangMigrate } from './read-golang-migrate.ts';
import { readGoose } from './read-goose.ts';
import { readPrisma } from './read-prisma.ts';
import { readSql } from './read-sql.ts';
import { readSqlx } from './read-sqlx.ts';
import { readSupabase } from './read-supabase.ts';
import { foldersOf, subtree } from './subtree.ts';

const READERS: Record<Tool, (tree: FileTree) => History> = {
  prisma: readPrisma,
  drizzle: readDrizzle,
  supabase: readSupabase,
  sql: readSql,
  goose: readGoose,
  'golang-migrate': readGolangMigrate,
  sqlx: readSqlx,
  diesel: readDiesel,
};

/** The migrations of a tree in the order in which the tool applies them. The tool's folder may lie below the tree, if only one does. */
export function readHistory(tree: FileTree, tool: Tool): History {
  const folder = folderOf(tree, tool);
  if (folder.kind === 'not readable') return folder;
  const history = READERS[tool](subtree(tree, folder.path));
  if (history.kind === 'not readable') return history;
  if (history.migrations.length === 0 && history.opaque.length === 0) return nothingFor(tool);
  return folder.path === '' ? history : below(folder.path, history);
}

type Folder = { readonly kind: 'folder'; readonly path: string } | Extract<History, { kind: 'not readable' }>;

function folderOf(tree: FileTree, tool: Tool): Folder {
  const isLaidOut = LAYOUTS[tool];
  if (isLaidOut(tree)) return { kind: 'folder', path: '' };
  const [first, second] = foldersOf(tree).filter((folder) => isLaidOut(subtree(tree, folder)));
  if (first === undefined) return nothingFor(tool);
  if (second === undefined || second.startsWith(`${first}/`)) return { kind: 'folder', path: first };
  return { kind: 'not readable', why: `Migrations of ${tool} were found in ${first}/ and in ${second}/. Name one of the two.` };
}

function nothingFor(tool: Tool): Extract<History, { kind: 'not readable' }> {
  return {
    kind: 'not readable',
    why: `No migrations of ${tool} were found in the folder. Name the folder that holds them, or the tool that they belong to.`,
  };
}

function below(folder: string, history: Extract<History, { kind: 'history' }>): History {
  const moved = (file: string): string => `${folder}/${file}`;
  const script = (from: Script): Script => ({ ...from, file: moved(from.file) });
  return {
    ...history,
    migrations: history.migrations.map((one) => ({
      ...one,
      file: moved(one.file),
      up: script(one.up),
      down: one.down && script(one.down),
    })),
    opaque: history.opaque.map((one) => ({ ...one, file: moved(one.file) })),
    ignored: history.ignored.map((one) => ({ ...one, file: moved(one.file) })),
  };
}
