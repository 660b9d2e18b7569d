import type { RevertWish } from '#src/providers/code-host.ts';

/** Undoes these commits of main, all of what they did. */
export function revertWish(commits: readonly string[], change: Partial<RevertWish> = {}): RevertWish {
  return { branch: 'switchback/revert-inc-1-0123456789ab', into: 'main', commits, keep: [], models: [], ...change };
}
