import { cutText } from '#domain/cut-text.ts';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { SwitchbackError } from '#domain/errors.ts';
import { runGit, type Outcome, type Run } from './run-git.ts';
import { inShadow, type Places } from './shadow.ts';

export interface Repository {
  readonly root: string;
  /** Settings of the clone, for reading only: none of them counts when git is run. */
  readonly settings: ReadonlyMap<string, string>;
  readonly git: (args: readonly string[], run?: Asked) => Promise<Outcome>;
  /** What git says on failure, in whole sentences. */
  readonly unavailable: (found: string, stderr: string) => SwitchbackError;
}

export interface Asked extends Omit<Run, 'therefore'> {
  /** Settings that count in this run. */
  readonly settings?: Readonly<Record<string, string>>;
}

const FULL_OR_SHORT_HASH = /^[0-9a-f]{7,64}$/i;

/** The clone at `path`, once it is known to be one. `therefore` is what a failure leaves undone. */
export async function openRepository(path: string, therefore: string, signal: AbortSignal): Promise<Repository> {
  const root = await resolve(path, therefore);
  const unavailable: Repository['unavailable'] = (found, stderr) =>
    new SwitchbackError('provider_unavailable', `${found}, so ${therefore}. git says: ${cutText(stderr.trim(), 500)}`);
  const places = await findPlaces(root, (args) => runGit(root, args, signal, { therefore }), unavailable);
  return {
    root,
    settings: places.settings,
    git: (args, { settings = {}, env = {}, ...run } = {}) =>
      inShadow(places, settings, (folder) => runGit(root, args, signal, { ...run, therefore, env: { ...env, GIT_DIR: folder } })),
    unavailable,
  };
}

/** Asks the clone itself, by two commands that run nothing: git refuses here what is no clone, or another owner's. */
async function findPlaces(
  root: string,
  git: (args: readonly string[]) => Promise<Outcome>,
  unavailable: Repository['unavailable'],
): Promise<Places> {
  const found = await git(['rev-parse', '--path-format=absolute', '--git-dir', '--git-common-dir']);
  if (found.failed) throw unavailable(`${root} could not be read as a git repository`, found.stderr);
  const [own = '', shared = ''] = found.stdout.trim().split('\n');
  const listed = await git(['config', '--file', join(shared, 'config'), '--no-includes', '--null', '--list']);
  if (listed.failed) throw unavailable(`The settings of the clone at ${root} could not be read`, listed.stderr);
  return { root, own, shared, settings: new Map(listed.stdout.split('\0').map(pair)) };
}

function pair(line: string): [string, string] {
  const end = line.indexOf('\n');
  return end === -1 ? [line, ''] : [line.slice(0, end), line.slice(end + 1)];
}

/** Throws before git is asked: anything but a hash could be read as an option, or as a name that moves. */
export function requireHash(commit: string, therefore: string): void {
  if (FULL_OR_SHORT_HASH.test(commit)) return;
  throw new SwitchbackError('provider_not_found', `"${commit}" is not a commit hash, so ${therefore}. Give a full commit hash.`);
}

export async function requireCommit(repository: Repository, commit: string, therefore: string): Promise<void> {
  if (await hasCommit(repository, commit)) return;
  const why = `Commit ${commit} is not in the clone at ${repository.root}, so ${therefore}. Fetch the clone and try again.`;
  throw new SwitchbackError('provider_not_found', why);
}

/** @throws SwitchbackError `provider_unavailable` where the clone is damaged */
export async function hasCommit({ git, unavailable }: Repository, commit: string): Promise<boolean> {
  const known = await git(['cat-file', '-e', `${commit}^{commit}`]);
  if (!known.failed) return true;
  if (known.stderr.includes('Not a valid object name')) return false;
  throw unavailable(`Commit ${commit} could not be read`, known.stderr);
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
