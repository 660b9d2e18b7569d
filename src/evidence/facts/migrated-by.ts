import type { Deployment, NewestBuild } from '#domain/deployment.ts';

/**
 * The deployment whose migrations the database has. After going back that is not the one that serves: an alias re-point does not undo a
 * migration, so the newest build that ever served counts.
 */
export function migratedBy(serving: Deployment, newest: NewestBuild | null): Deployment {
  if (newest === null || newest.state !== 'served') return serving;
  return newest.deployment.createdAt > serving.createdAt ? newest.deployment : serving;
}
