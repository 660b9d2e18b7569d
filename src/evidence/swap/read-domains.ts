import type { Production } from '#domain/deployment.ts';
import { someOf } from '../some-of.ts';
import type { Part } from './swap-proof.ts';

/** Whether every production domain reads back the target. A production without a known domain proves nothing. */
export function readDomains(production: Production, target: string): Part {
  const { domains, current, rollingRelease } = production;
  const details = {
    domains: domains.map(({ domain, deploymentId }) => ({ domain, deploymentId })),
    current: current?.id ?? null,
    rollingRelease: rollingRelease === null ? null : { ...rollingRelease },
  };
  const part = (verdict: Part['verdict'], summary: string, pending: Part['pending'] = 'no'): Part => ({
    verdict,
    summary,
    pending,
    details,
  });
  const names = (some: Production['domains']) => someOf(some.map(({ domain }) => domain));

  if (rollingRelease !== null) {
    const share = rollingRelease.percentage === null ? 'an unknown share' : `${rollingRelease.percentage} %`;
    return part(
      'contradicts',
      `A rolling release is active: ${share} of requests go to ${rollingRelease.canary ?? 'a deployment that is not named'}. Complete or abort it first.`,
    );
  }
  if (domains.length === 0) return part('unavailable', 'The platform names no production domain, so none could be read back.');
  const elsewhere = domains.filter(({ deploymentId }) => deploymentId !== null && deploymentId !== target);
  const silent = domains.filter(({ deploymentId }) => deploymentId === null);
  if (elsewhere.length > 0 && elsewhere.length < domains.length) {
    return part(
      'contradicts',
      `Production is split: ${names(elsewhere)} of ${domains.length} domains still read back another deployment.`,
      'settling',
    );
  }
  if (elsewhere.length > 0)
    return part(
      'contradicts',
      `No production domain reads back the target: ${names(elsewhere)} still on ${elsewhere[0]?.deploymentId}.`,
      'settling',
    );
  const unread = silent.filter((domain) => domain.unread === true);
  if (unread.length > 0)
    return part('inconclusive', `The platform asked for fewer requests before ${names(unread)} could be read.`, 'settling');
  if (silent.length > 0) return part('inconclusive', `The platform does not say which deployment ${names(silent)} serves.`);
  if (current?.id !== target) {
    return part(
      'inconclusive',
      `Every domain reads back the target, but the platform's own record names ${current?.id ?? 'no'} deployment as production.`,
      'settling',
    );
  }
  return part(
    'supports',
    `${domains.length === 1 ? names(domains) : `All ${domains.length} production domains (${names(domains)})`} read${domains.length === 1 ? 's' : ''} back ${target}.`,
  );
}
