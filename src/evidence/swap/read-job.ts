import type { Move } from '#domain/deployment.ts';
import { instant } from '#domain/instant.ts';
import type { JobReading } from '#src/providers/deploys.ts';
import type { Part } from './swap-proof.ts';

/**
 * Whether the job that we started succeeded for our target.
 *
 * @param reading null where nothing was started, because the target served already
 */
export function readJob(reading: JobReading | null, move: Move): Part {
  const part = (verdict: Part['verdict'], summary: string, pending: Part['pending'] = 'no'): Part => ({
    verdict,
    summary,
    pending,
    details: detailsOf(reading),
  });
  if (reading === null) return part('supports', `${move.to} served production already, so no job was started.`);
  if (reading.kind === 'none') return part('inconclusive', `The platform has no record of the ${move.gesture} yet.`, 'settling');
  if (reading.kind === 'another') return part(...another(reading, move));
  if (reading.status === 'succeeded') return part('supports', `The ${move.gesture} to ${move.to} that we started succeeded.`);
  if (reading.status === 'skipped') return part('inconclusive', `The platform skipped the ${move.gesture}: it found nothing to move.`);
  if (reading.status === 'failed') {
    const which = reading.failedDomains.length === 0 ? '' : ` It could not move ${reading.failedDomains.join(', ')}.`;
    return part('contradicts', `The ${move.gesture} to ${move.to} failed.${which}`);
  }
  return part('inconclusive', `The ${move.gesture} to ${move.to} is ${reading.status}.`, 'running');
}

/** A job to our own target may be ours under a clock that is off, so it does not speak against us. */
function another({ to, requestedAt }: Extract<JobReading, { kind: 'another' }>, move: Move): [Part['verdict'], string] {
  const when = instant(requestedAt);
  if (to === move.to)
    return ['inconclusive', `The newest job goes to our target but is not provably the one that we started (requested at ${when}).`];
  return ['contradicts', `The newest job is not ours: somebody moved production to ${to}, requested at ${when}.`];
}

function detailsOf(reading: JobReading | null): Part['details'] {
  if (reading === null) return { kind: 'already there' };
  return reading.kind === 'ours' ? { ...reading, failedDomains: [...reading.failedDomains] } : { ...reading };
}
