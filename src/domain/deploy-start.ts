import type { Deployment } from './deployment.ts';

/** A build that went live later than this was promoted by hand: what happened in between is not its doing. */
const LONGEST_DEPLOY_MS = 60 * 60_000;

/** When the deploy began, in milliseconds since the epoch: its migrations run before it gets the domains, and errors may begin with them. */
export function deployStart({ createdAt, liveAt }: Pick<Deployment, 'createdAt' | 'liveAt'>): number {
  return liveAt !== null && liveAt - createdAt > LONGEST_DEPLOY_MS ? liveAt : createdAt;
}
