import { ACTS, type ActType } from '#machines/acts.ts';
import type { ReportEvent } from '#machines/events.ts';

/** What an effect or a timer reports, in plain words. */
export const REPORTED: Readonly<Record<ReportEvent['type'], string>> = {
  'facts.gathered': 'the facts are gathered',
  'target.assessed': 'the target was looked at',
  'fix.proposed': 'the forward-fix was proposed',
  'schema.judged': 'the schema was judged',
  'move.accepted': 'accepted',
  'move.alreadyThere': 'it serves already',
  'move.refused': 'refused',
  'move.stopped': 'stopped before it was sent',
  'move.unknown': 'the answer was lost',
  'job.observed': 'the job was read',
  'swap.observed': 'production was read',
  'recovery.observed': 'the error rate was read',
  'production.watched': 'production was watched',
  'autoAssignment.observed': 'auto-assignment was read',
  'release.marked': 'the release is marked',
  'step.observed': 'it was read whether it is done',
  'job.due': 'time to read the job',
  'swap.due': 'time to read production',
  'look.due': 'time to look',
  'watch.due': 'time to watch',
};

export function isAct(event: string): event is ActType {
  return event in ACTS;
}

export function wordsOf(event: string): string {
  return isAct(event) ? ACTS[event].words : ((REPORTED as Readonly<Record<string, string>>)[event] ?? event);
}
