import { SwitchbackError } from '#domain/errors.ts';

const ENTRY = /^\d{6} (?:blob|commit) (?<hash>[0-9a-f]{40,64})\t(?<path>.+)$/s;

/** Reads the answer of `git ls-tree -r -z`: content hash by path. An entry that cannot be read is an error, never left out. */
export function parseTree(answer: string): ReadonlyMap<string, string> {
  return new Map(
    answer
      .split('\0')
      .slice(0, -1)
      .map((entry) => {
        const { hash, path } = ENTRY.exec(entry)?.groups ?? {};
        if (hash === undefined || path === undefined) {
          throw new SwitchbackError('provider_answer_invalid', `git listed an entry that cannot be read, so no files were read: ${entry}`);
        }
        return [path, hash];
      }),
  );
}
