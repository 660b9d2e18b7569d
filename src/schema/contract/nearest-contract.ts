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
    if (found.length > 0) return found;
  }
  return files;
}
