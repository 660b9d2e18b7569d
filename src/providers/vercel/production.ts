import type { Deployment, Production, Switch } from '#domain/deployment.ts';
import { lastKnownMove } from './last-move.ts';
import { readLive, servedBy } from './live.ts';
import type { Vercel } from './options.ts';
import { readDeployment } from './read-deployment.ts';
import type { Project } from './schemas.ts';
import { toDeployment } from './to-deployment.ts';

export async function production(options: Vercel, signal: AbortSignal): Promise<Production> {
  const live = await readLive(options, signal);
  const id = servedBy(live);
  return {
    domains: live.domains,
    current: id === null ? null : await describe(options, id, signal),
    autoAssignment: autoAssignment(live.project),
    rollingRelease: live.rollingRelease,
    lastMove: lastKnownMove(live.project),
  };
}

async function describe(options: Vercel, id: string, signal: AbortSignal): Promise<Deployment | null> {
  const found = await readDeployment(options, id, signal);
  if (found === null || found.id !== id || found.projectId !== options.projectId) return null;
  return toDeployment(options, found.id, found, found.aliasAssignedAt, true);
}

function autoAssignment(found: Project): Switch {
  if (found.autoAssignCustomDomains === true) return 'on';
  return found.autoAssignCustomDomains === false ? 'off' : 'unknown';
}
