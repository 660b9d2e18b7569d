import { promoteNewest } from './promote-newest.ts';
import type { Run } from './scenario.ts';

/** What a person does on the platform once the revert is built and verified. */
export const promoteBuild: Run = {
  key: 'promote-build',
  title: 'Promote the newest build',
  about: 'Gives the production domains to the newest build, as a person does in the dashboard. It turns auto-assignment on.',
  run: async ({ world }) => `${await promoteNewest(world.vercel)} serves production now.`,
};
