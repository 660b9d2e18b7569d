import type { IncidentEvent } from '#machines/events.ts';
import { by, fact, gathered } from '#test/support/walk.ts';
import { MADE_DURABLE } from '../../machines/stories/events.ts';
import { CULPRIT, FOUND, FOUND_UNFIT } from './facts.ts';

/** What happens to an incident until it stands where the name says. */
export const ada = by('U_ADA');
export const ben = by('U_BEN');

export const BUG = [gathered(FOUND), ada('data.reportIntact')];
export const MISTAKE = [gathered(FOUND_UNFIT), ada('data.reportIntact'), ada('class.confirm')];
export const REFUSED = [...MISTAKE, ada('path.choose', { path: 'compatible re-point' })];
export const LAST_STEP = [
  ...MISTAKE,
  ada('path.choose', { path: 'forward-fix' }),
  ada('step.confirm'),
  ada('step.confirm'),
  ada('step.confirm'),
];
export const APPROVED = [...LAST_STEP, ada('step.request'), ben('step.approve')];
export const CONFIRMED = [...BUG, ada('class.confirm'), ada('move.confirm')];
export const ACCEPTED: IncidentEvent[] = [...CONFIRMED, { type: 'move.accepted', at: 2_200_000, queued: false }];
export const MOVED: IncidentEvent[] = [
  ...ACCEPTED,
  { type: 'job.observed', at: 2_201_000, job: 'succeeded', why: '' },
  { type: 'swap.observed', at: 2_202_000, swap: 'moved', why: '', evidence: [] },
];
const RECOVERED = [...MOVED, looked('recovered', 'supports', 'Recovered so far: 0 errors in the 60 s to 2026-11-20T00:38:20Z.')];
export const DONE = [...RECOVERED, ...MADE_DURABLE];

export function looked(verdict: 'recovered' | 'still failing', found: 'supports' | 'contradicts', summary: string): IncidentEvent {
  const evidence = [{ ...fact('recovery', found, summary), source: 'sentry' }];
  const chart = { bucketMs: 1_000, buckets: [] };
  return {
    type: 'recovery.observed',
    at: 2_300_000,
    recovery: { verdict, reason: 'counts', over: false },
    evidence,
    chart,
    culprit: CULPRIT,
  };
}
