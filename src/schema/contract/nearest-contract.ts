import { isContractFile } from './read-contract.ts';

/**
 * The files that may state what the code needs of the database of one migrations folder: those below the closest folder around it that has
 * any, so that another package's schema does not count.
 *
 * @param folder of the migrations, from the top of the repository
 */
export function nearestContract(paths: Iterable<string>, folder: string): string[] {
  const files = [...paths].filter(isContractFile);
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
