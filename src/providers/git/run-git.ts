import { execFile, type ExecFileException } from 'node:child_process';
import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { SwitchbackError } from '#domain/errors.ts';

export interface Outcome {
  readonly failed: boolean;
  readonly stdout: string;
  /** The same as git wrote it: the sizes that it tells count bytes. */
  readonly bytes: Buffer;
  readonly stderr: string;
}

export interface Run {
  /** What a failure to run leaves undone, to complete its sentence: `no files were read`. */
  readonly therefore: string;
  /** What it reads from its standard input; nothing unless told. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const LARGEST_ANSWER = 256 * 1_024 * 1_024;

/**
 * One `git` without a shell, prompts, hooks, locks or network. The ceiling keeps it from finding another repository further up;
 * `HOME` stays because git refuses a clone of another owner until the operator's own settings allow it.
 */
export function runGit(
  root: string,
  args: readonly string[],
  signal: AbortSignal,
  { therefore, input = '', env: more = {} }: Run,
): Promise<Outcome> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    LC_ALL: 'C',
    GIT_CEILING_DIRECTORIES: dirname(root),
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    ...more,
  };
  return new Promise((settle, reject) => {
    const all = ['-C', root, '-c', `core.hooksPath=${devNull}`, '-c', 'core.fsmonitor=false', ...args];
    const child = execFile('git', all, { env, signal, maxBuffer: LARGEST_ANSWER, encoding: 'buffer' }, (error, bytes, stderr) => {
      // A number is git's own exit code: an answer. Anything else means that git did not run to its end.
      if (error === null || typeof error.code === 'number') {
        settle({ failed: error !== null, stdout: bytes.toString(), bytes, stderr: stderr.toString() });
      } else reject(didNotRun(error, therefore));
    });
    // A git that ended early does not read; its exit code says why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function didNotRun(error: ExecFileException, therefore: string): SwitchbackError {
  const options = { cause: error, retryable: error.name === 'AbortError' };
  if (error.name === 'AbortError') {
    const why = `git did not answer in time and was stopped, so ${therefore}. Try again.`;
    return new SwitchbackError('provider_unavailable', why, options);
  }
  if (error.code === 'ENOENT') {
    const why = `git was not found on this machine, so ${therefore}. Install git and try again.`;
    return new SwitchbackError('provider_unavailable', why, options);
  }
  return new SwitchbackError('provider_unavailable', `git could not be run, so ${therefore}: ${error.message}`, options);
}
