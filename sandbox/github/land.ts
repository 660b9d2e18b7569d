import { mergedTree } from './merge-state.ts';
import type { Pull, State } from './state.ts';

/** Merges a request in one of GitHub's three ways; null where it conflicts. */
export async function land(
  state: State,
  pull: Pull,
  how: 'merge' | 'squash' | 'rebase',
  by: string,
  title?: string,
): Promise<string | null> {
  const { git, settings } = state;
  const tree = await mergedTree(state, pull);
  const base = await git.idOf(`refs/heads/${pull.base}`);
  if (tree === null || base === null) return null;
  const own = (await git.git(['rev-list', '--reverse', `${base}..${pull.head}`])).split('\n').filter((id) => id !== '');
  const common = { branch: pull.base, author: pull.user };
  if (how === 'rebase') {
    pull.brought = [];
    let tip = base;
    for (const id of own) {
      const message = await git.git(['show', '--no-patch', '--format=%B', id]);
      const picked = await git.merge(`${id}^1^{tree}`, `${tip}^{tree}`, `${id}^{tree}`);
      if (picked === null) return null;
      tip = await git.commit({ ...common, tree: picked, parents: [tip], message });
      pull.brought.push(tip);
    }
    return ended(state, pull, how, tip, by);
  }
  const name = `${settings.owner}/${pull.branch}`;
  const message = how === 'merge' ? `Merge pull request #${pull.number} from ${name}\n\n${pull.title}` : `${pull.title} (#${pull.number})`;
  const commit = await git.commit({ ...common, tree, parents: how === 'merge' ? [base, pull.head] : [base], message: title ?? message });
  pull.brought = how === 'merge' ? [commit, ...own] : [commit];
  return ended(state, pull, how, commit, by);
}

function ended({ settings }: State, pull: Pull, how: 'merge' | 'squash' | 'rebase', commit: string, by: string): string {
  pull.merged = { commit, at: settings.now(), by, how };
  pull.state = 'closed';
  return commit;
}
