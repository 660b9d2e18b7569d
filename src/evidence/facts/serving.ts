import type { Production } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import { describe } from '../describe.ts';
import type { Read } from '../within-deadline.ts';

/** Does the suspected deployment serve every production domain? */
export function serving(production: Read<Production>, now: number): Evidence {
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
  return {
    ...base,
    verdict: 'supports',
    summary: `${describe(current)} serves ${domains.map(({ domain }) => domain).join(', ')}${since(current.liveAt)}.`,
    details: { deployment: current.id, commit: current.commit },
  };
}

function since(liveAt: number | null): string {
  return liveAt === null ? '' : ` since ${new Date(liveAt).toISOString().slice(0, 19)}Z`;
}
