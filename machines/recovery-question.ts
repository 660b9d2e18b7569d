import type { Moment } from '#domain/chart.ts';
import type { Culprit } from '#domain/plan.ts';
import type { Heartbeat, IncidentContext } from './context.ts';

/** What the proof of recovery is asked: which time was healthy, which was bad, and since when it should be good again. */
export interface RecoveryQuestion {
  readonly incident: string;
  readonly service: string;
  /** End of the healthy time; its length is the service's configuration. Null where nobody knows when the deploy went live. */
  readonly healthyUntil: number | null;
  readonly bad: { readonly start: number; readonly end: number } | null;
  readonly goodSince: number;
  /** Issues first seen after this are new errors of the recovery itself. */
  readonly newSince: number;
  readonly culprit: Culprit | null;
  readonly moments: readonly Moment[];
  /** Newest first. */
  readonly heartbeats: readonly Heartbeat[];
}

export function recoveryQuestion(context: IncidentContext): RecoveryQuestion {
  const { incident, service, culprit, heartbeats, move } = context;
  const liveAt = context.plan.suspect?.liveAt ?? context.plan.suspect?.createdAt ?? null;
  const goodSince = move?.movedAt ?? context.recoveringSince ?? context.openedAt;
  const previous = context.pastMoves.at(-1);

  if (move?.purpose === 'undo' && previous !== undefined && previous.movedAt !== null) {
    // The recovery was the outage: it lasted from the first move to the second.
    return {
      incident,
      service,
      healthyUntil: previous.confirmedAt,
      bad: { start: previous.movedAt, end: move.confirmedAt },
      goodSince,
      newSince: move.confirmedAt,
      culprit,
      moments: [
        { at: previous.movedAt, label: 'rolled back' },
        { at: goodSince, label: 'went forward' },
      ],
      heartbeats,
    };
  }
  // In a drill nothing was failing before the move, so there is no bad time to recover from.
  const bad = context.mode === 'drill' || liveAt === null ? null : { start: liveAt, end: move?.confirmedAt ?? goodSince };
  return {
    incident,
    service,
    healthyUntil: context.mode === 'drill' ? (move?.confirmedAt ?? goodSince) : liveAt,
    bad,
    goodSince,
    newSince: move?.confirmedAt ?? goodSince,
    culprit: context.mode === 'drill' ? null : culprit,
    moments: [
      ...(liveAt === null || context.mode === 'drill' ? [] : [{ at: liveAt, label: 'deployed' }]),
      { at: goodSince, label: move === null ? 'fixed' : 'rolled back' },
    ],
    heartbeats,
  };
}
