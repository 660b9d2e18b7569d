import type { LocalVercel } from '#sandbox/vercel/local-vercel.ts';
import type { ShownWorld } from '../../protocol.ts';

/** What the production domain serves, and every build that it could serve, newest first. */
export function deploymentsOf(vercel: LocalVercel | null): Pick<ShownWorld, 'production' | 'deployments'> {
  if (vercel === null) return { production: { url: '', deployment: null, autoAssignment: true }, deployments: [] };
  const live = vercel.aliasOf(vercel.domains[0]?.name ?? '');
  return {
    production: { url: vercel.productionUrl, deployment: live, autoAssignment: vercel.autoAssign },
    deployments: vercel.deployments
      .map(({ id, commit, message, createdAt, served }) => ({ id, commit, message, createdAt, isLive: id === live, isStaged: !served }))
      .toReversed(),
  };
}
