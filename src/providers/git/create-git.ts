import { SwitchbackError } from '#domain/errors.ts';
import type { Code } from '../code.ts';
import { bring } from './bring.ts';
import { openRepository, requireCommit, requireHash } from './open-repository.ts';
import { parseTree } from './parse-tree.ts';
import { propose } from './propose.ts';
import { proposed } from './proposed.ts';

export interface GitSettings {
  /** Root of a clone on this machine; a bare one will do. Of its branches only proposals are written. */
  readonly repository: string;
  /** Whether a commit that it lacks is fetched from its own remote. */
  readonly mayFetch: boolean;
}

const UNREAD = 'no files were read';

/** A local clone with the `git` on the search path. Files below a submodule are not listed, only its commit. */
export function createGit({ repository, mayFetch }: GitSettings): Code {
  return {
    bring: (commit, signal) => bring(repository, commit, mayFetch, signal),
    async files(commit, folder, signal) {
      requireHash(commit, UNREAD);
      const below = folderBelowRoot(folder);
      const clone = await openRepository(repository, UNREAD, signal);
      await requireCommit(clone, commit, UNREAD);

      const path = below === '' ? [] : ['--', `${below}/`];
      const tree = await clone.git(['ls-tree', '-r', '-z', '--full-tree', commit, ...path]);
      if (tree.failed) throw clone.unavailable(`The files of commit ${commit} could not be listed`, tree.stderr);
      return parseTree(tree.stdout);
    },
    propose: (proposal, beforeSend, signal) => propose(repository, proposal, beforeSend, signal),
    proposed: (proposal, signal) => proposed(repository, proposal, signal),
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
