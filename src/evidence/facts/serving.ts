import type { Deployment, NewestBuild, Production, ServingDomain } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import { instantSeen } from '#domain/instant.ts';
import { describe } from '../describe.ts';
import { someOf } from '../some-of.ts';
import type { Read } from '../within-deadline.ts';

/**
 * Does the suspected deployment serve every production domain? A build that is newer than what serves may be the suspected one:
 * then nobody but a person can say which of the two is meant.
 */
export function serving(production: Read<Production>, newest: Read<NewestBuild | null>, source: string, now: number): Evidence {
  const base = { kind: 'deploy.serving', source, observedAt: now } as const;
  if (production.kind === 'unavailable') {
    return { ...base, verdict: 'unavailable', summary: `Production could not be read. ${production.why}` };
  }
  const { current, domains, rollingRelease } = production.value;
  if (rollingRelease !== null) {
    const share = rollingRelease.percentage === null ? 'part' : `${rollingRelease.percentage} %`;
    return {
      ...base,
      verdict: 'inconclusive',
      summary: `A rolling release is active: ${rollingRelease.canary ?? 'a deployment that is not named'} gets ${share} of the traffic.`,
    };
  }
  if (current === null) {
    const split = someOf(splitOf(domains));
    return { ...base, verdict: 'inconclusive', summary: `The production domains do not agree: ${split || 'there is none'}.` };
  }
  const unread = domains.filter((domain) => domain.unread === true).map(({ domain }) => domain);
  if (unread.length > 0) {
    return {
      ...base,
      verdict: 'inconclusive',
      summary: `${describe(current)} serves ${domains.length - unread.length} of ${domains.length} production domains; the platform asked for fewer requests before ${someOf(unread)} could be read. Look again in a minute.`,
    };
  }
  const pending = newest.kind === 'read' && newest.value !== null ? notServing(newest.value, current) : null;
  if (pending !== null) {
    return {
      ...base,
      verdict: 'inconclusive',
      summary: `${describe(current)} serves production; the newer build ${describe(pending.deployment)} ${WORDS[pending.state]} and does not.`,
      details: { deployment: current.id, newer: pending.deployment.id, state: pending.state },
      ...(pending.deployment.page === undefined ? {} : { link: pending.deployment.page }),
    };
  }
  return {
    ...base,
    verdict: 'supports',
    summary: `${describe(current)} ${servesSince(domains, current.liveAt, now)}.`,
    details: { deployment: current.id, commit: current.commit },
    ...(current.page === undefined ? {} : { link: current.page }),
  };
}

/** What most domains serve is told once, what only one serves with its name. */
function splitOf(domains: readonly ServingDomain[]): string[] {
  const alike = Map.groupBy(domains, ({ deploymentId, unread }) => (unread === true ? 'not read' : (deploymentId ?? 'unknown')));
  return [...alike].map(([serves, those]) => `${someOf(those.map(({ domain }) => domain))} → ${serves}`);
}

const WORDS = { building: 'is still building', failed: 'failed to build', staged: 'is staged' } as const;

type Pending = NewestBuild & { readonly state: keyof typeof WORDS };

function notServing(newest: NewestBuild, current: Deployment): Pending | null {
  const { deployment, state } = newest;
  if (state === 'served' || deployment.id === current.id || deployment.createdAt <= current.createdAt) return null;
  return { deployment, state };
}

function servesSince(domains: readonly ServingDomain[], liveAt: number | null, now: number): string {
  const named = someOf(domains.map(({ domain }) => domain));
  return liveAt === null ? `serves ${named}` : `has served ${named} since ${instantSeen(liveAt, now)}`;
}
