import type { Pull, State } from './state.ts';

export interface MergeState {
  readonly mergeable: boolean | null;
  readonly state: string;
  /** Why its rules forbid it, in GitHub's words; null where they do not. */
  readonly blocked: string | null;
}

export async function mergeStateOf(state: State, pull: Pull): Promise<MergeState> {
  if (state.undecided) return { mergeable: null, state: 'unknown', blocked: null };
  if (pull.merged !== null || pull.state === 'closed') return { mergeable: null, state: 'unknown', blocked: null };
  if ((await mergedTree(state, pull)) === null) return { mergeable: false, state: 'dirty', blocked: null };
  if (pull.draft) return { mergeable: true, state: 'draft', blocked: null };
  const blocked = blockedBy(state, pull);
  if (blocked !== null) return { mergeable: true, state: 'blocked', blocked };
  const isFailing = (state.checks.get(pull.head) ?? []).some((run) => run.conclusion === 'failure');
  return { mergeable: true, state: isFailing ? 'unstable' : 'clean', blocked: null };
}

/** The tree of base and branch together; null where they conflict. */
export async function mergedTree({ git }: State, pull: Pull): Promise<string | null> {
  const merged = await git.git(['merge-tree', '--write-tree', `refs/heads/${pull.base}`, pull.head], { may: [1] });
  return merged.includes('\n') ? null : merged;
}

function blockedBy(state: State, pull: Pull): string | null {
  const rules = state.rules.get(pull.base);
  if (rules === undefined) return null;
  const passed = new Set([
    ...(state.checks.get(pull.head) ?? []).flatMap((run) => (run.conclusion === 'success' ? [run.name] : [])),
    ...(state.statuses.get(pull.head) ?? []).flatMap((status) => (status.state === 'success' ? [status.context] : [])),
  ]);
  const missing = rules.checks.find((name) => !passed.has(name));
  if (missing !== undefined) return `Required status check "${missing}" is expected.`;
  const last = new Map(pull.reviews.filter(({ state }) => state !== 'COMMENTED').map(({ user, state }) => [user, state]));
  if ([...last.values()].includes('CHANGES_REQUESTED')) return 'Changes have been requested.';
  const approvals = [...last.values()].filter((word) => word === 'APPROVED').length;
  if (approvals >= rules.approvals) return null;
  return `At least ${rules.approvals} approving review is required by reviewers with write access.`;
}
