import { execFileSync } from 'node:child_process';

/** The commits behind the three deployments of a scene, by name. */
export interface Commits {
  readonly older: string;
  readonly good: string;
  readonly bad: string;
}

const MESSAGES = { older: 'Add the cart', good: 'Add coupons', bad: 'Show when an invoice was paid' } as const;

/**
 * Makes a repository in `folder`: `older` has one migration and `good` a second. `bad` has the same as `good`, so that the old code fits
 * the schema; with `migrated` it brings a third.
 */
export function createRepository(folder: string, { migrated }: { readonly migrated: boolean }): Commits {
  const git = (args: readonly string[], input = '') => execFileSync('git', ['-C', folder, ...args], { input, encoding: 'utf8' });
  git(['init', '--quiet', '--bare']);
  const commits = [
    commit('older', null, ['0001_invoices']),
    commit('good', 'older', ['0002_coupons']),
    commit('bad', 'good', migrated ? ['0003_contract'] : []),
  ];
  git(['fast-import', '--quiet'], commits.join(''));
  const [older = '', good = '', bad = ''] = git(['rev-parse', 'older', 'good', 'bad']).trim().split('\n');
  return { older, good, bad };
}

function commit(name: keyof Commits, parent: keyof Commits | null, migrations: readonly string[]): string {
  return [
    `commit refs/heads/${name}`,
    'committer Ada <ada@example.com> 1763600000 +0000',
    data(MESSAGES[name]),
    ...(parent === null ? [] : [`from refs/heads/${parent}`]),
    ...migrations.flatMap((migration) => [`M 100644 inline migrations/${migration}.sql`, data(`-- ${migration}`)]),
    '',
  ].join('\n');
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
