import { SwitchbackError } from '#domain/errors.ts';
import type { Brought } from '../code.ts';
import { hasCommit, openRepository, requireHash, type Repository } from './open-repository.ts';

const UNFETCHED = 'no commit was fetched';
/** An incident waits for it. */
const LONGEST_MS = 15_000;

/** What the operator gives the bot for the way to a server. Git's own settings of the operator count besides; those of the clone never do. */
const WAY_OUT = [
  'SSH_AUTH_SOCK',
  'GIT_SSH_COMMAND',
  'GIT_CONFIG_GLOBAL',
  'XDG_CONFIG_HOME',
  'SSL_CERT_FILE',
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'ALL_PROXY',
  'NO_PROXY',
  'no_proxy',
];

const CANNOT_WRITE = /unable to (?:create|write)|insufficient permission|permission denied|read-only file system|no space left/i;

/**
 * Makes sure that the clone has a commit: one that is missing is fetched, exactly it, from the clone's own remote. Only objects are written:
 * no work tree, no index, no branch and no FETCH_HEAD is touched.
 */
export async function bring(path: string, commit: string, mayFetch: boolean, signal: AbortSignal): Promise<Brought> {
  requireHash(commit, UNFETCHED);
  const deadline = AbortSignal.timeout(LONGEST_MS);
  const repository = await openRepository(path, UNFETCHED, AbortSignal.any([signal, deadline]));
  if (await hasCommit(repository, commit)) return { kind: 'there' };
  const missing = (why: string): Brought => ({ kind: 'missing', why: `Commit ${commit} is not in the clone at ${repository.root}${why}` });
  if (!mayFetch) return missing(', and the bot may not fetch (code.fetch). Fetch the clone and try again.');
  const remote = remoteOf(repository);
  if (remote === null) return missing(', which names no remote to fetch it from. Fetch the clone and try again.');
  try {
    const said = await fetchFrom(repository, remote.url, commit);
    if (said === null && (await hasCommit(repository, commit))) return { kind: 'fetched' };
    if (said !== null && CANNOT_WRITE.test(said)) {
      return missing(
        `, and the bot cannot write there, so it was not fetched. Fetch the clone, or let the bot write it. git says: ${said}`,
      );
    }
    return missing(`, and ${remote.name} did not give it. Fetch the clone and try again.${said === null ? '' : ` git says: ${said}`}`);
  } catch (error) {
    if (!(error instanceof SwitchbackError) || !deadline.aborted || signal.aborted) throw error;
    return missing(`, and ${remote.name} did not answer within ${LONGEST_MS / 1000} s. Fetch the clone and try again.`);
  }
}

interface Remote {
  readonly name: string;
  readonly url: string;
}

function remoteOf({ settings }: Repository): Remote | null {
  const remotes = [...settings].flatMap(([setting, url]): Remote[] => {
    const name = /^remote\.(?<name>.+)\.url$/.exec(setting)?.groups?.['name'];
    return name === undefined || url === '' ? [] : [{ name, url }];
  });
  return remotes.find(({ name }) => name === 'origin') ?? remotes[0] ?? null;
}

/** Null, or what git says on failure. */
async function fetchFrom({ git }: Repository, url: string, commit: string): Promise<string | null> {
  const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-maintenance'];
  const fetched = await git(['fetch', ...quiet, 'clone', commit], {
    settings: { 'remote.clone.url': url },
    env: { ...wayOut(), GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh' },
  });
  return fetched.failed ? withoutSecrets(fetched.stderr) : null;
}

function wayOut(): Record<string, string> {
  const env: Record<string, string> = Object.fromEntries(
    WAY_OUT.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  // Git reads this one in lower case only.
  return env['HTTP_PROXY'] === undefined ? env : { http_proxy: env['HTTP_PROXY'], ...env };
}

/** Git repeats the address, in which there may be a password. */
function withoutSecrets(stderr: string): string {
  return stderr
    .replaceAll(/\/\/[^/\s@]*@/g, '//')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
