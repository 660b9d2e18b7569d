import type { Clone } from '#src/providers/git/open-clone.ts';
import type { ReadSources } from '#src/schema/code/code.ts';
import { isSource } from '#src/schema/code/is-source.ts';

/**
 * Reads the source files of a commit that hold a word.
 *
 * @param files of that commit: content hash by path
 * @param folder of its migrations, which are no code
 */
export function sourcesAt(clone: Clone, commit: string, files: ReadonlyMap<string, string>, folder: string): ReadSources {
  const sources = new Map([...files].filter(([path]) => isSource(path, folder)));
  return async (words) => {
    if (sources.size === 0) return null;
    const holding = await clone.holding(commit, words);
    if (holding === null) return null;
    const paths = new Set(holding);
    return await clone.read(new Map([...sources].filter(([path]) => paths.has(path))));
  };
}
