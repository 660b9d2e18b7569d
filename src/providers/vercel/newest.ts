import { deploymentsGetDeployments } from '@vercel/sdk/funcs/deploymentsGetDeployments.js';
import type { NewestBuild } from '#domain/deployment.ts';
import type { Vercel } from './options.ts';
import { owner } from './owner.ts';
import { parseItem } from './parse-item.ts';
import { read } from './read.ts';
import { deploymentsPage, listedDeployment, type ListedDeployment } from './schemas.ts';
import { toDeployment } from './to-deployment.ts';

/** Vercel lists the newest first. */
export async function newest(options: Vercel, signal: AbortSignal): Promise<NewestBuild | null> {
  const { items } = await read(
    options,
    'the newest production build',
    deploymentsPage,
    {
      send: (core) => deploymentsGetDeployments(core, { projectId: options.projectId, target: 'production', limit: 1, ...owner(options) }),
    },
    signal,
  );
  const [first] = items;
  if (first === undefined) return null;
  const item = parseItem('the newest production build', listedDeployment, first);
  const state = stateOf(item);
  return { deployment: toDeployment(options, item.uid, item, item.aliasAssigned, state === 'served'), state };
}

function stateOf({ readyState, readySubstate, aliasAssigned }: ListedDeployment): NewestBuild['state'] {
  if (readyState === 'ERROR' || readyState === 'CANCELED' || readyState === 'DELETED') return 'failed';
  if (readyState !== 'READY') return 'building';
  if (readySubstate === 'STAGED') return 'staged';
  return readySubstate === 'PROMOTED' || aliasAssigned ? 'served' : 'staged';
}
