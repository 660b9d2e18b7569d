import type { Tool } from '../migration.ts';
import { isContractOf, type ContractKind } from './read-contract.ts';

const KINDS: Readonly<Record<Tool, readonly ContractKind[]>> = {
  prisma: ['prisma', 'supabase'],
  drizzle: ['drizzle', 'supabase'],
  supabase: ['supabase', 'prisma', 'drizzle'],
  sql: ['sqlx'],
  sqlx: ['sqlx'],
  goose: [],
  'golang-migrate': [],
  diesel: [],
};

/**
 * The files that may state what the code needs of the database of one migrations folder: those below the closest folder around it that has
 * any, so that another package's schema does not count. Only kinds that go with the tool: beside another one they are some other program's.
 *
 * @param folder of the migrations, from the top of the repository
 */
export function nearestContract(paths: Iterable<string>, folder: string, tool: Tool): string[] {
  const files = [...paths].filter((path) => isContractOf(path, KINDS[tool]));
  const parts = folder.split('/').filter((part) => part !== '');
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const around = `${parts.slice(0, depth).join('/')}/`;
    const found = files.filter((path) => path.startsWith(around));
    if (found.some(states)) return found;
  }
  return files;
}

/** The names of Drizzle's migrations count where there is a snapshot beside them; other tools' have the same form. */
function states(path: string): boolean {
  return !/(?:migration\.sql|_journal\.json)$/u.test(path);
}
