import { execFile, type ExecFileException } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SwitchbackError } from '#domain/errors.ts';

export interface Outcome {
  readonly failed: boolean;
  readonly stdout: Buffer;
  readonly stderr: string;
}

const LARGEST_ANSWER = 256 * 1_024 * 1_024;

/** The real path of a clone, which `runGit` wants. */
export async function rootOf(repository: string): Promise<string> {
  try {
    return await realpath(repository);
  } catch (cause) {
    throw new SwitchbackError(
      'provider_unavailable',
      `There is no folder ${repository}, so no files were read. Clone the repository there, or correct its path.`,
      { cause },
    );
  }
}

/**
 * One `git` without a shell, prompts, locks or network. The ceiling keeps it from finding another repository further up;
 * `HOME` stays because git refuses a clone of another owner until the operator's own settings allow it.
 *
 * @throws SwitchbackError `provider_unavailable` where git did not run to its end. Its own refusals are outcomes.
 */
export function runGit(root: string, args: readonly string[], signal: AbortSignal, input = ''): Promise<Outcome> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    LC_ALL: 'C',
    GIT_CEILING_DIRECTORIES: dirname(root),
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
  return new Promise((settle, reject) => {
    const options = { env, signal, maxBuffer: LARGEST_ANSWER, encoding: 'buffer' as const };
    const child = execFile('git', ['-C', root, ...args], options, (error, stdout, stderr) => {
      // A number is git's own exit code: an answer. Anything else means that git did not run to its end.
      if (error === null || typeof error.code === 'number') settle({ failed: error !== null, stdout, stderr: stderr.toString() });
      else reject(didNotRun(error));
    });
    // A git that ends before it has read everything says why itself.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function didNotRun(error: ExecFileException): SwitchbackError {
  const options = { cause: error, retryable: error.name === 'AbortError' };
  if (error.name === 'AbortError') {
    return new SwitchbackError(
      'provider_unavailable',
      'git did not answer in time and was stopped, so no files were read. Try again.',
      options,
    );
  }
  if (error.code === 'ENOENT') {
    const why = 'git was not found on this machine, so no files were read. Install git and try again.';
    return new SwitchbackError('provider_unavailable', why, options);
  }
  return new SwitchbackError('provider_unavailable', `git could not be run, so no files were read: ${error.message}`, options);
}
