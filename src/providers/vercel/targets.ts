import { deploymentsGetDeployments } from '@vercel/sdk/funcs/deploymentsGetDeployments.js';
import type { Deployment } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import { readLive, servedBy } from './live.ts';
import type { Vercel } from './options.ts';
import { owner } from './owner.ts';
import { readPages } from './read-pages.ts';
import { deploymentsPage, listedDeployment, type ListedDeployment } from './schemas.ts';
import { toDeployment } from './to-deployment.ts';

/**
 * Where domains disagree, none is "the live one": each may be the way out of a move that stopped half way, so all stay targets.
 * During a rolling release the base stays one too, because going back to it is how the release is aborted.
 */
export async function targets(options: Vercel, signal: AbortSignal): Promise<readonly Deployment[]> {
  const [live, items] = await Promise.all([readLive(options, signal), listCandidates(options, signal)]);
  const parsed = items.map((item) => listedDeployment.safeParse(item));
  const serving = new Set([servedBy(live), live.rollingRelease?.canary]);
  const eligible = parsed
    .flatMap((item) => (item.success ? [item.data] : []))
    .filter((item) => isTarget(item, options.projectId, Date.now()) && !serving.has(item.uid));

  if (eligible.length === 0 && parsed.some((item) => !item.success)) {
    throw new SwitchbackError(
      'provider_answer_invalid',
      'Vercel listed deployments to go back to, none of which could be read, so none was chosen. Look at the project in its dashboard.',
    );
  }
  const unique = new Map(eligible.map((item) => [item.uid, toDeployment(options, item.uid, item, item.aliasAssigned, true)]));
  return [...unique.values()].sort((a, b) => b.createdAt - a.createdAt);
}

function isTarget(item: ListedDeployment, projectId: string, now: number): boolean {
  return (
    item.projectId === projectId &&
    item.target === 'production' &&
    item.readyState === 'READY' &&
    item.isRollbackCandidate === true &&
    item.readySubstate !== 'STAGED' &&
    item.softDeletedByRetention !== true &&
    !item.deleted &&
    (!item.expiration || item.expiration > now)
  );
}

function listCandidates(options: Vercel, signal: AbortSignal): Promise<readonly unknown[]> {
  return readPages(
    options,
    'the deployments to go back to',
    deploymentsPage,
    (until) => ({
      send: (core) =>
        deploymentsGetDeployments(core, {
          projectId: options.projectId,
          target: 'production',
          state: 'READY',
          rollbackCandidate: true,
          limit: 100,
          ...(until === undefined ? {} : { until }),
          ...owner(options),
        }),
    }),
    signal,
  );
}
