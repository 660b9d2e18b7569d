import type { JobReading } from '#src/providers/deploys.ts';
import { withinDeadline } from '#src/evidence/within-deadline.ts';
import type { EffectParts } from './parts.ts';
import type { Does } from './does.ts';
import { platformOf } from './platform-of.ts';

/** Reads how the platform's job for our move stands. */
export function observeJob(parts: EffectParts): Does<'observeJob'> {
  return {
    leaseMs: 30_000,
    repeat: 'safe',
    onlyReads: true,
    maxAttempts: 3,
    perform: async ({ input: { move, service } }, { signal }) => {
      const one = parts.service(service);
      const { config } = one;
      const deploys = platformOf(one);
      const asked = { gesture: move.gesture, to: move.target.id, reason: move.reason };
      const read = await withinDeadline((stopped) => deploys.job(asked, move.confirmedAt, stopped), config.factTimeoutMs, signal);
      return { kind: 'done', event: { type: 'job.observed', ...(read.kind === 'read' ? stand(read.value) : unread(read.why)) } };
    },
    onGivenUp: (_, why) => ({ type: 'job.observed', ...unread(why) }),
  };
}

interface Stand {
  readonly job: 'running' | 'succeeded' | 'failed' | 'another' | 'unread';
  readonly why: string;
}

function unread(why: string): Stand {
  return { job: 'unread', why: `The job could not be read. ${why}` };
}

function stand(reading: JobReading): Stand {
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
