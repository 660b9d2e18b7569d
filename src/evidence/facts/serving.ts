import type { Deployment, NewestBuild, Production } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import { describe } from '../describe.ts';
import type { Read } from '../within-deadline.ts';

/**
 * Does the suspected deployment serve every production domain? A build that is newer than what serves may be the suspected one:
 * then nobody but a person can say which of the two is meant.
 */
export function serving(production: Read<Production>, newest: Read<NewestBuild | null>, now: number): Evidence {
  const base = { kind: 'deploy.serving', source: 'vercel', observedAt: now } as const;
  if (production.kind === 'unavailable') {
    return { ...base, verdict: 'unavailable', summary: `Production could not be read. ${production.why}` };
  }
  const { current, domains, rollingRelease } = production.value;
  if (rollingRelease !== null) {
    const share = rollingRelease.percentage === null ? 'part' : `${rollingRelease.percentage} %`;
    return {
      ...base,
      verdict: 'inconclusive',
      summary: `A rolling release is active: ${rollingRelease.canary} gets ${share} of the traffic.`,
    };
  }
  if (current === null) {
    const split = domains.map(({ domain, deploymentId }) => `${domain} → ${deploymentId ?? 'unknown'}`).join(', ');
    return { ...base, verdict: 'inconclusive', summary: `The production domains do not agree: ${split || 'there is none'}.` };
  }
  const pending = newest.kind === 'read' && newest.value !== null ? notServing(newest.value, current) : null;
  if (pending !== null) {
    return {
      ...base,
      verdict: 'inconclusive',
      summary: `${describe(current)} serves production; the newer build ${describe(pending.deployment)} ${WORDS[pending.state]} and does not.`,
      details: { deployment: current.id, newer: pending.deployment.id, state: pending.state },
    };
  }
  return {
    ...base,
    verdict: 'supports',
    summary: `${describe(current)} serves ${domains.map(({ domain }) => domain).join(', ')}${since(current.liveAt)}.`,
    details: { deployment: current.id, commit: current.commit },
  };
}

const WORDS = { building: 'is still building', failed: 'failed to build', staged: 'is staged' } as const;

type Pending = NewestBuild & { readonly state: keyof typeof WORDS };

function notServing(newest: NewestBuild, current: Deployment): Pending | null {
  const { deployment, state } = newest;
  if (state === 'served' || deployment.id === current.id || deployment.createdAt <= current.createdAt) return null;
  return { deployment, state };
}

function since(liveAt: number | null): string {
  return liveAt === null ? '' : ` since ${new Date(liveAt).toISOString().slice(0, 19)}Z`;
}
