import { execFile, type ExecFileException } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SwitchbackError } from '#domain/errors.ts';
import type { Code } from '../code.ts';
import { parseTree } from './parse-tree.ts';

export interface GitSettings {
  /** Root of a clone on this machine; a bare one will do. It is only read, never fetched into. */
  readonly repository: string;
}

interface Outcome {
  readonly failed: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

const FULL_OR_SHORT_HASH = /^[0-9a-f]{7,64}$/i;
const LARGEST_ANSWER = 64 * 1_024 * 1_024;

/** Reads commits from a local clone with the `git` on the search path. Files below a submodule are not listed, only its commit. */
export function createGit({ repository }: GitSettings): Code {
  return {
    async files(commit, folder, signal) {
      if (!FULL_OR_SHORT_HASH.test(commit)) {
        throw new SwitchbackError(
          'provider_not_found',
          `"${commit}" is not a commit hash, so no files were read. Give a full commit hash.`,
        );
      }
      const below = folderBelowRoot(folder);
      const root = await resolve(repository);

      const inside = await git(root, ['rev-parse', '--git-dir'], signal);
      if (inside.failed) throw unavailable(`${root} could not be read as a git repository`, inside.stderr);

      const known = await git(root, ['cat-file', '-e', `${commit}^{commit}`], signal);
      if (known.failed) {
        if (!known.stderr.includes('Not a valid object name')) throw unavailable(`Commit ${commit} could not be read`, known.stderr);
        const why = `Commit ${commit} is not in the clone at ${root}, so no files were read. Fetch the clone and try again.`;
        throw new SwitchbackError('provider_not_found', why, { cause: new Error(known.stderr) });
      }

      const path = below === '' ? [] : ['--', `${below}/`];
      const tree = await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit, ...path], signal);
      if (tree.failed) throw unavailable(`The files of commit ${commit} could not be listed`, tree.stderr);
      return parseTree(tree.stdout);
    },
  };
}

function folderBelowRoot(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.');
  if (folder.startsWith('/') || parts.includes('..')) {
    throw new SwitchbackError(
      'provider_not_found',
      `"${folder}" is not a folder below the repository's root, so no files were read. Give a path such as db/migrations.`,
    );
  }
  return parts.join('/');
}

async function resolve(repository: string): Promise<string> {
  try {
    return await realpath(repository);
  } catch (cause) {
    throw new SwitchbackError(
      'provider_unavailable',
      `There is no folder ${repository}, so no files were read. Clone the repository there, or correct its path in the configuration.`,
      { cause },
    );
  }
}

/**
 * One `git` without a shell, prompts, locks or network. The ceiling keeps it from finding another repository further up;
 * `HOME` stays because git refuses a clone of another owner until the operator's own settings allow it.
 */
function git(root: string, args: readonly string[], signal: AbortSignal): Promise<Outcome> {
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
    execFile('git', ['-C', root, ...args], { env, signal, maxBuffer: LARGEST_ANSWER }, (error, stdout, stderr) => {
      // A number is git's own exit code: an answer. Anything else means that git did not run to its end.
      if (error === null || typeof error.code === 'number') settle({ failed: error !== null, stdout, stderr });
      else reject(didNotRun(error));
    });
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

function unavailable(found: string, stderr: string): SwitchbackError {
  return new SwitchbackError('provider_unavailable', `${found}, so no files were read. git says: ${stderr.trim().slice(0, 500)}`);
}
