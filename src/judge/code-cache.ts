import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where Node keeps the code of workers compiled and without its types, which takes most of their start: beside the installed libraries. Never in a folder
 * that others may write to, because what lies there is run.
 */
export function codeCache(): string {
  const library = fileURLToPath(import.meta.resolve('pg'));
  const folder = 'node_modules';
  return join(library.slice(0, library.lastIndexOf(folder) + folder.length), '.cache', 'switchback', 'code');
}
