import { createHash } from 'node:crypto';

/** The branch that a revert is made on: the same for the same incident and commits, whoever asks and whenever. */
export function revertBranch(incident: string, commits: readonly string[]): string {
  const about = createHash('sha256').update(commits.join('\n')).digest('hex').slice(0, 12);
  const name = incident
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  return `switchback/revert-${name}-${about}`;
}
