import { execFileSync } from 'node:child_process';

export interface ProposedFix {
  readonly branch: string;
  readonly file: string;
  readonly sql: string;
}

/** The one migration that the bot's branch adds, as whoever reviews it finds it; null where the bot has proposed none. */
export function proposedFix(repository: string): ProposedFix | null {
  const git = (...args: string[]): string => execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8' }).trim();
  const [branch] = git('for-each-ref', '--sort=-creatordate', '--format=%(refname:short)', 'refs/heads/switchback/').split('\n');
  if (branch === undefined || branch === '') return null;
  const file = git('diff', '--name-only', '--diff-filter=A', `${branch}~1`, branch, '--', 'migrations/*.sql');
  return { branch, file, sql: git('show', `${branch}:${file}`) };
}
