import { withoutBase, type Pull, type State } from './state.ts';

export interface NewPull {
  readonly title: string;
  readonly body: string;
  readonly branch: string;
  readonly base: string;
  readonly draft: boolean;
  readonly user: string;
  /** Whose fork its branch is in. */
  readonly fork?: string;
}

/** The request, the field that is wrong, or why there is none in GitHub's words. */
export async function createPull(state: State, { fork, ...wanted }: NewPull): Promise<Pull | { readonly field: string } | string> {
  const { git, settings, pulls } = state;
  const branch = wanted.branch.startsWith(`${settings.owner}:`) ? wanted.branch.slice(settings.owner.length + 1) : wanted.branch;
  const [head, base] = [await git.idOf(`refs/heads/${branch}`), await git.idOf(`refs/heads/${wanted.base}`)];
  if (wanted.title === '') return { field: 'title' };
  if (head === null) return { field: 'head' };
  if (base === null) return { field: 'base' };
  if (await withoutBase(state, base, head)) return `No commits between ${wanted.base} and ${branch}`;
  const other = pulls.find((pull) => pull.state === 'open' && pull.branch === branch && pull.base === wanted.base && pull.fork === null);
  if (other !== undefined && fork === undefined) return `A pull request already exists for ${settings.owner}:${branch}.`;
  if (wanted.draft && !state.draftsAllowed) return 'Draft pull requests are not supported in this repository.';
  const pull: Pull = {
    ...wanted,
    branch,
    fork: fork ?? null,
    number: pulls.length + 1,
    createdAt: settings.now(),
    reviews: [],
    state: 'open',
    head,
    merged: null,
    brought: [],
  };
  pulls.push(pull);
  return pull;
}
