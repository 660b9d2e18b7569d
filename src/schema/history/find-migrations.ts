import type { FileTree, Tool } from '../migration.ts';
import { toolIn, type Detected } from './detect-tool.ts';

/** Whether a file of a repository says where its migrations are, or is one: only these have to be read to find them. */
export function isMigrationFile(path: string): boolean {
  return /\.sql$|(?:^|\/)migration_lock\.toml$|(?:^|\/)meta\/_journal\.json$|\/(?:snapshot|ops|migration)\.json$|\.sql\.conf$|(?:^|\/)[vV]?\d+[._-][^/]*\.(?:go|[cm]?[jt]s|py|rb|php|java|kt|exs?|cs|clj)$/u.test(
    path,
  );
}

interface Candidate {
  readonly folder: string;
  readonly tool: Tool;
}

/** Layouts that nothing but a migration tool leaves behind. The others are folders with SQL files, as seeds and tests are. */
const TELLING: ReadonlySet<Tool> = new Set(['prisma', 'drizzle', 'diesel', 'goose', 'golang-migrate']);
const MEANT = /(?:^|\/)[^/]*(?:migrat|drizzle|supabase)[^/]*(?:\/|$)/iu;
const NOT_MEANT =
  /(?:^|\/)(?:node_modules|vendor|tests?|test[_-][^/]*|__tests__|e2e|fixtures?|testdata|examples?|templates?|seeds?|clickhouse|mysql|sqlite|mariadb)(?:\/|$)/iu;

/** Where the migrations of a whole repository are. Several places are a question for a person, never a guess. */
export function findMigrations(tree: FileTree): Detected {
  const all = [...byFolder(tree)].flatMap(([folder, files]): Candidate[] => {
    const tool = toolAt(folder, toolIn(files));
    // A folder with a seed or a dump beside its migrations is not theirs.
    const isNumbered = [...files.keys()].some((path) => /^[vV]?\d+[^/]*\.sql$/u.test(path));
    return tool === null || (tool === 'sql' && !isNumbered) ? [] : [{ folder, tool }];
  });
  const meant = prefer(
    all.filter(({ folder, tool }) => TELLING.has(tool) || MEANT.test(folder)),
    ({ folder }) => !NOT_MEANT.test(folder),
  );
  const [first, ...others] = outermost(meant.length > 0 ? meant : all);
  const [second] = others;
  if (first === undefined)
    return { kind: 'not told', places: 0, why: 'No migrations were found in the repository. Name the folder that holds them.' };
  if (second === undefined) return { kind: 'tool', ...first };
  const why = `Migrations were found in ${first.folder}/ and in ${second.folder}/. Name one of the two.`;
  return { kind: 'not told', places: others.length + 1, why };
}

/** The CLI of Supabase keeps its migrations in one place alone, whatever is in them. */
export function toolAt<Found extends Tool | null>(folder: string, tool: Found): Found | 'supabase' {
  return tool === 'sql' && /(?:^|\/)supabase\/migrations$/u.test(folder) ? 'supabase' : tool;
}

/** The files of each folder, and those of the folders right below it: no layout reaches deeper. */
function byFolder(tree: FileTree): Map<string, Map<string, string>> {
  const folders = new Map<string, Map<string, string>>();
  for (const [path, text] of tree) {
    const parts = path.split('/');
    for (const depth of [1, 2]) {
      if (parts.length < depth) continue;
      const folder = parts.slice(0, -depth).join('/');
      const files = folders.get(folder) ?? new Map<string, string>();
      folders.set(folder, files.set(parts.slice(-depth).join('/'), text));
    }
  }
  return folders;
}

function prefer<Found>(found: readonly Found[], isBetter: (one: Found) => boolean): readonly Found[] {
  const better = found.filter(isBetter);
  return better.length > 0 ? better : found;
}

function outermost(found: readonly Candidate[]): Candidate[] {
  return found
    .filter(
      ({ folder }) => !found.some((other) => other.folder !== folder && (other.folder === '' || folder.startsWith(`${other.folder}/`))),
    )
    .toSorted((one, other) => (one.folder < other.folder ? -1 : 1));
}
