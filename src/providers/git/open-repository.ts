import { cutText } from '#domain/cut-text.ts';
import { realpath } from 'node:fs/promises';
import { SwitchbackError } from '#domain/errors.ts';
import { runGit, type Outcome, type Run } from './run-git.ts';

export interface Repository {
  readonly root: string;
  readonly git: (args: readonly string[], run?: Omit<Run, 'therefore'>) => Promise<Outcome>;
  /** What git says on failure, in whole sentences. */
  readonly unavailable: (found: string, stderr: string) => SwitchbackError;
}

const FULL_OR_SHORT_HASH = /^[0-9a-f]{7,64}$/i;

/** The clone at `path`, once it is known to be one. `therefore` is what a failure leaves undone. */
export async function openRepository(path: string, therefore: string, signal: AbortSignal): Promise<Repository> {
  const root = await resolve(path, therefore);
  const repository: Repository = {
    root,
    git: (args, run = {}) => runGit(root, args, signal, { ...run, therefore }),
    unavailable: (found, stderr) =>
      new SwitchbackError('provider_unavailable', `${found}, so ${therefore}. git says: ${cutText(stderr.trim(), 500)}`),
  };
  const inside = await repository.git(['rev-parse', '--git-dir']);
  if (inside.failed) throw repository.unavailable(`${root} could not be read as a git repository`, inside.stderr);
  return repository;
}

/** Throws before git is asked: anything but a hash could be read as an option, or as a name that moves. */
export function requireHash(commit: string, therefore: string): void {
  if (FULL_OR_SHORT_HASH.test(commit)) return;
  throw new SwitchbackError('provider_not_found', `"${commit}" is not a commit hash, so ${therefore}. Give a full commit hash.`);
}

export async function requireCommit({ root, git, unavailable }: Repository, commit: string, therefore: string): Promise<void> {
  const known = await git(['cat-file', '-e', `${commit}^{commit}`]);
  if (!known.failed) return;
  if (!known.stderr.includes('Not a valid object name')) throw unavailable(`Commit ${commit} could not be read`, known.stderr);
  const why = `Commit ${commit} is not in the clone at ${root}, so ${therefore}. Fetch the clone and try again.`;
  throw new SwitchbackError('provider_not_found', why, { cause: new Error(known.stderr) });
}

async function resolve(path: string, therefore: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw new SwitchbackError(
      'provider_unavailable',
      `There is no folder ${path}, so ${therefore}. Clone the repository there, or correct its path in the configuration.`,
      { cause },
    );
  }
}
