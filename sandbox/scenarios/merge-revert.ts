import type { AppVersion } from '#sandbox/app/versions.ts';
import type { Run } from './scenario.ts';

/** The pull request that takes the bad code out again, merged. */
export function mergeRevert(to: AppVersion): Run {
  return {
    key: 'merge-revert',
    title: 'Merge the revert',
    about:
      'Merges the pull request that takes the bad commit back on main. Its build is staged while auto-assignment is off, and goes live while it is on.',
    run: async ({ world }) => {
      const { id } = await world.push(to);
      return world.vercel.autoAssign
        ? `The revert is merged and live as ${id}: auto-assignment is on.`
        : `The revert is merged and built as ${id}. It is staged, because auto-assignment is off.`;
    },
  };
}
