import { SwitchbackError } from '#domain/errors.ts';
import type { MoveRequest } from '#machines/effects.ts';
import type { JobReading } from '#src/providers/deploys.ts';
import type { Performer } from '#src/engine/performer.ts';
import type { EffectParts } from './parts.ts';

/** Reads how the platform's job for our move stands. */
export function observeJob(parts: EffectParts): Performer<MoveRequest> {
  return {
    leaseMs: 30_000,
    repeat: 'safe',
    perform: async ({ input: { move, service } }, { signal }) => {
      const { deploys, config } = parts.service(service);
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(config.factTimeoutMs)]);
      try {
        const reading = await deploys.job({ gesture: move.gesture, to: move.target.id, reason: move.reason }, move.confirmedAt, deadline);
        return { kind: 'done', event: { type: 'job.observed', ...stand(reading) } };
      } catch (error) {
        const why = error instanceof SwitchbackError ? error.message : 'The platform did not answer in time.';
        return { kind: 'done', event: { type: 'job.observed', job: 'unread', why: `The job could not be read. ${why}` } };
      }
    },
  };
}

function stand(reading: JobReading): { job: 'running' | 'succeeded' | 'failed' | 'another' | 'unread'; why: string } {
  if (reading.kind === 'another')
    return { job: 'another', why: `Somebody else started a move to ${reading.to} meanwhile. Read production before anything else.` };
  if (reading.kind === 'none') return { job: 'running', why: 'The platform took the move but does not show its job yet.' };
  switch (reading.status) {
    case 'pending':
    case 'in progress':
      return { job: 'running', why: 'The platform has not finished in time; a deadline does not cancel its job.' };
    case 'succeeded':
    // A skipped job had nothing to move: whether that is true is for the proof of the swap.
    case 'skipped':
      return { job: 'succeeded', why: '' };
    case 'failed':
      return {
        job: 'failed',
        why: `The platform's job failed; not moved: ${reading.failedDomains.join(', ') || 'it does not say which domains'}.`,
      };
  }
}
