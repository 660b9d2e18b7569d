import type { Vercel } from './options.ts';

/** Without a teamId a token acts on the personal scope, so it goes on every request of a team's project. */
export function owner(options: Vercel): { teamId?: string } {
  return options.teamId === null ? {} : { teamId: options.teamId };
}
