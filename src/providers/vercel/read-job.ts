import type { Move } from '#domain/deployment.ts';
import type { JobReading } from '../deploys.ts';
import { failedDomains } from './failed-domains.ts';
import type { Vercel } from './options.ts';
import { lastMove } from './last-move.ts';
import { readProject } from './read-project.ts';

/** `requestedAt` is by Vercel's clock and `startedAt` by ours. Within this a move with the same gesture and target has the same effect. */
const CLOCK_SKEW_MS = 5_000;

export async function readJob(options: Vercel, move: Move, startedAt: number, signal: AbortSignal): Promise<JobReading> {
  const job = lastMove(await readProject(options, signal));
  if (job === null) return { kind: 'none' };
  const ours = job.gesture === move.gesture && job.to === move.to && job.requestedAt >= startedAt - CLOCK_SKEW_MS;
  if (!ours) return { kind: 'another', to: job.to, requestedAt: job.requestedAt };
  return {
    kind: 'ours',
    status: job.status,
    failedDomains: job.status === 'failed' ? await failedDomains(options, move.gesture, signal) : [],
  };
}
