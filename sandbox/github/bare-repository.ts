import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '../children/temporary-folder.ts';

export interface GitRun {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes besides 0 that are answers. */
  readonly may?: readonly number[];
}

/** What a path is to be: text, or nothing. */
export type Files = Readonly<Record<string, string | null>>;

export interface NewCommit {
  /** `refs/heads/…` is moved to it; nothing is where that is null. */
  readonly branch: string | null;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: string;
}

/** A real bare repository: what is a commit, a merge or a conflict here, git says. */
export interface BareRepository {
  readonly folder: string;
  /** What git writes, without the end of the last line. */
  readonly git: (args: readonly string[], run?: GitRun) => Promise<string>;
  readonly bytes: (args: readonly string[]) => Promise<Buffer>;
  /** The full id that a name means; null where it means nothing. */
  readonly idOf: (name: string) => Promise<string | null>;
  readonly treeWith: (base: string | null, files: Files) => Promise<string>;
  readonly commit: (commit: NewCommit) => Promise<string>;
  /** A merge of trees on a base; null where they conflict. */
  readonly merge: (base: string, ours: string, theirs: string) => Promise<string | null>;
  readonly remove: () => Promise<void>;
}

const TREE = /^[0-9a-f]{40}/;

/** `now` makes the times of its commits, each later than the one before. */
export async function createBareRepository(now: () => number): Promise<BareRepository> {
  const { path: folder, remove } = await temporaryFolder('switchback-github-');
  let [indexes, seconds] = [0, 0];

  const bytes = (args: readonly string[], { input = '', env = {}, may = [] }: GitRun = {}): Promise<Buffer> =>
    new Promise((settle, reject) => {
      const all = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', ...env };
      const options = { cwd: folder, env: all, encoding: 'buffer' as const, maxBuffer: 64 * 1024 * 1024 };
      const child = execFile('git', args, options, (error, stdout, stderr) => {
        if (error === null || may.includes(Number(error.code))) settle(stdout);
        else reject(new Error(`git ${args.join(' ')}: ${stderr.toString().trim()}`));
      });
      child.stdin?.on('error', () => {});
      child.stdin?.end(input);
    });
  const git: BareRepository['git'] = async (args, run) => (await bytes(args, run)).toString().replace(/\n$/, '');
  const idOf: BareRepository['idOf'] = async (name) => {
    const id = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', name], { may: [1, 128] });
    return id === '' ? null : id;
  };
  const commit: BareRepository['commit'] = async ({ branch, tree, parents, message, author }) => {
    seconds = Math.max(seconds + 1, Math.floor(now() / 1_000));
    const names = ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, author],
      [`GIT_${who}_EMAIL`, `${author.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.com`],
      [`GIT_${who}_DATE`, `${seconds} +0000`],
    ]);
    const made = await git(['commit-tree', ...parents.flatMap((id) => ['-p', id]), tree], {
      env: Object.fromEntries(names),
      input: message,
    });
    if (branch !== null) await git(['update-ref', `refs/heads/${branch}`, made]);
    return made;
  };

  await git(['init', '--bare', '--quiet', '--initial-branch=main', '.']);
  // A clone may ask for one commit by its id, as it can at GitHub.
  for (const name of ['uploadpack.allowAnySHA1InWant', 'http.receivepack']) await git(['config', name, 'true']);
  return {
    folder,
    git,
    bytes: (args) => bytes(args),
    idOf,
    async treeWith(base, files) {
      indexes += 1;
      const env = { GIT_INDEX_FILE: join(folder, `index-${indexes}`) };
      if (base !== null) await git(['read-tree', base], { env });
      for (const [path, text] of Object.entries(files)) {
        if (text === null) await git(['update-index', '--index-info'], { env, input: `0 ${'0'.repeat(40)}\t${path}\n` });
        else {
          const blob = await git(['hash-object', '-w', '--stdin'], { input: text });
          await git(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`], { env });
        }
      }
      return await git(['write-tree'], { env });
    },
    commit,
    async merge(base, ours, theirs) {
      const dangling = (tree: string, parents: string[]) => commit({ branch: null, tree, parents, message: 'base', author: 'Git' });
      const below = await dangling(base, []);
      const merged = await git(['merge-tree', '--write-tree', await dangling(ours, [below]), await dangling(theirs, [below])], {
        may: [1],
      });
      const isClean = !merged.includes('\n');
      return isClean && TREE.test(merged) ? merged : null;
    },
    remove,
  };
}
