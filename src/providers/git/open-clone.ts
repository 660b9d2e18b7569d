import { SwitchbackError } from '#domain/errors.ts';
import { parseTree } from './parse-tree.ts';
import { openRepository } from './open-repository.ts';

/** Who changed a file last, and in which commit. */
export interface Change {
  readonly author: string;
  readonly commit: string;
}

/** A clone on this machine, read and never fetched into. A bare one will do. */
export interface Clone {
  /** The full id of the commit that a name, a tag or a short id means. */
  commit(ref: string): Promise<string>;
  /** Content hash by path, from the top of the repository. */
  list(commit: string): Promise<ReadonlyMap<string, string>>;
  /** Text by path, for the paths of `list` that are asked for. */
  read(hashes: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>>;
  /** Paths of the text files that hold one of these, in whatever capitals; null where not every file is in the clone. */
  holding(commit: string, words: readonly string[]): Promise<readonly string[] | null>;
  /** Null where the history tells nothing, as in a shallow clone. */
  lastChange(commit: string, path: string): Promise<Change | null>;
  /** The first commit on the main line up to `commit` that has the file; null where it cannot be told. */
  firstWith(commit: string, path: string): Promise<string | null>;
  /** Whether `commit` comes after `earlier` or is it; null where one of them is not known here. */
  has(commit: string, earlier: string): Promise<boolean | null>;
  /** The newest commit that both have. */
  mergeBase(one: string, other: string): Promise<string | null>;
}

const UNREAD = 'no files were read';
const LARGEST_FILE = 16 * 1_024 * 1_024;

/**
 * @throws SwitchbackError `provider_unavailable` where there is no repository or git does not run; its members `provider_not_found` for a
 * name that means no commit.
 */
export async function openClone(repository: string, signal: AbortSignal): Promise<Clone> {
  const { root, git, unavailable } = await openRepository(repository, UNREAD, signal);

  /** Null where git refuses. */
  async function ask(args: readonly string[]): Promise<string | null> {
    const { failed, stdout } = await git(args);
    const line = stdout.trim();
    return failed || line === '' ? null : line;
  }

  /** Where a shallow clone ends, every file looks as if that commit had added it. `parents` are those that git sees. */
  async function isCutOff(id: string, parents: string): Promise<boolean> {
    if (parents !== '') return false;
    const object = await ask(['cat-file', 'commit', id]);
    return object === null || /^parent /mu.test(object.split('\n\n')[0] ?? '');
  }

  /** Of this question: most files are the same at both commits, and are asked for more than once. */
  const texts = new Map<string, string>();

  return {
    async commit(ref) {
      const found = await ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
      if (found !== null) return found;
      const why = `"${ref}" is no commit of the clone at ${root}, so no files were read. Fetch it, or correct the name.`;
      throw new SwitchbackError('provider_not_found', why);
    },
    async list(commit) {
      const tree = await git(['ls-tree', '-r', '-z', '--full-tree', commit]);
      if (tree.failed) throw unavailable(`The files of commit ${commit} could not be listed`, tree.stderr);
      return parseTree(tree.stdout);
    },
    async read(hashes) {
      const wanted = [...new Set(hashes.values())].filter((hash) => !texts.has(hash));
      if (wanted.length > 0) {
        const answer = await git(['cat-file', '--batch'], { input: `${wanted.join('\n')}\n` });
        if (answer.failed) throw unavailable('Files could not be read', answer.stderr);
        for (const [hash, text] of parseBlobs(answer.bytes, wanted)) texts.set(hash, text);
      }
      return new Map([...hashes].map(([path, hash]) => [path, texts.get(hash) ?? '']));
    },
    async holding(commit, words) {
      const found = await git(['grep', '-l', '-z', '-i', '-I', '-F', ...words.flatMap((word) => ['-e', word]), commit, '--']);
      // Git fails without a word where nothing was found.
      if (found.failed && found.stderr !== '') return null;
      return found.stdout.split('\0').flatMap((line) => (line === '' ? [] : [line.slice(commit.length + 1)]));
    },
    async lastChange(commit, path) {
      const line = await ask(['log', '--no-show-signature', '-1', '--format=%H%x09%P%x09%an', commit, '--', path]);
      const [id = '', parents = '', ...words] = line?.split('\t') ?? [];
      const author = words.join('\t').trim();
      return author === '' || (await isCutOff(id, parents)) ? null : { commit: id, author };
    },
    async firstWith(commit, path) {
      const lines = await ask(['log', '--no-show-signature', '--first-parent', '--diff-filter=A', '--format=%H%x09%P', commit, '--', path]);
      const [first = '', parents = ''] = lines?.split('\n').at(-1)?.split('\t') ?? [];
      return first === '' || (await isCutOff(first, parents)) ? null : first;
    },
    async has(commit, earlier) {
      const known = await ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${earlier}^{commit}`]);
      if (known === null) return null;
      const answer = await git(['merge-base', '--is-ancestor', known, commit]);
      if (!answer.failed) return true;
      return answer.stderr === '' ? false : null;
    },
    async mergeBase(one, other) {
      return await ask(['merge-base', one, other]);
    },
  };
}

/** `<hash> blob <size>\n<contents>\n` for each; an answer that lacks one is an error, never an empty file. */
function parseBlobs(answer: Buffer, wanted: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  let at = 0;
  for (const hash of wanted) {
    const end = answer.indexOf('\n', at);
    const [found, kind, length] = answer.subarray(at, end).toString().split(' ');
    const size = Number(length);
    if (found !== hash || kind !== 'blob' || !Number.isInteger(size)) {
      throw new SwitchbackError('provider_answer_invalid', `git answered with another file than ${hash}, so no files were read.`);
    }
    if (size > LARGEST_FILE) {
      throw new SwitchbackError('provider_answer_invalid', `A file of ${size} bytes is too large for a migration, so no files were read.`);
    }
    texts.set(hash, answer.subarray(end + 1, end + 1 + size).toString());
    at = end + 1 + size + 1;
  }
  return texts;
}
