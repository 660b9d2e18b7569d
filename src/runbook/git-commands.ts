import type { Deployment } from '#domain/deployment.ts';
import { suspectOf, type Subject } from '#src/providers/by-hand.ts';
import { quote } from '#src/shell/quote.ts';

/** A full or short hash, or a variable to fill in: anything else could be read as an option. */
export function commitOf(deployment: Deployment | null, otherwise: string): string {
  const commit = deployment?.commit ?? '';
  return /^[0-9a-f]{7,64}$/.test(commit) ? commit : `"$${otherwise}"`;
}

export function revertOnABranch(subject: Subject): readonly string[] {
  const bad = commitOf(suspectOf(subject), 'BAD_COMMIT');
  const branch = `revert-${/^[0-9a-f]+$/.test(bad) ? bad.slice(0, 7) : 'bad-deploy'}`;
  return [
    'git fetch origin',
    `git switch -c ${branch} ${quote(`origin/${subject.branches.main}`)}`,
    `git revert --no-edit ${bad}`,
    `git push -u origin ${branch}`,
  ];
}

/** The migrations that came with the suspected deploy. */
export function migrationsOfTheDeploy(subject: Subject): string {
  const range = `${commitOf(subject.target, 'GOOD_COMMIT')} ${commitOf(suspectOf(subject), 'BAD_COMMIT')}`;
  return `git diff --stat ${range} -- ${quote(`./${subject.code.migrations}`)}`;
}
