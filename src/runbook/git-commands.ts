import type { Deployment } from '#domain/deployment.ts';
import { quote } from './quote.ts';
import { suspectOf, type Subject } from './subject.ts';

/** A full or short hash, or a variable to fill in: anything else could be read as an option. */
export function commitOf(deployment: Deployment | null, otherwise: string): string {
  const commit = deployment?.commit ?? '';
  return /^[0-9a-f]{7,64}$/.test(commit) ? commit : `"$${otherwise}"`;
}

export function revertOnABranch(subject: Subject): readonly string[] {
  const suspect = suspectOf(subject);
  const bad = commitOf(suspect, 'BAD_COMMIT');
  const branch = `revert-${/^[0-9a-f]+$/.test(bad) ? bad.slice(0, 7) : 'bad-deploy'}`;
  const what = suspect?.message ?? `the deploy of ${subject.service}`;
  return [
    'git fetch origin',
    `git switch -c ${branch} origin/main`,
    `git revert --no-edit ${bad}`,
    `git push -u origin ${branch}`,
    `gh pr create --title ${quote(`Revert "${what}"`)} --body ${quote(`Reverts the deploy ${suspect?.id ?? 'of this incident'} of ${subject.service}.`)}`,
  ];
}

/** The migrations that came with the suspected deploy. */
export function migrationsOfTheDeploy(subject: Subject): string {
  const range = `${commitOf(subject.target, 'GOOD_COMMIT')} ${commitOf(suspectOf(subject), 'BAD_COMMIT')}`;
  return `git diff --stat ${range} -- ${quote(`./${subject.code.migrations}`)}`;
}
