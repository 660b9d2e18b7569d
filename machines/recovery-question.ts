import type { Moment } from '#domain/chart.ts';
import type { ConfirmedMove, Culprit } from '#domain/plan.ts';
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
  const { incident, service, heartbeats, culprit, deploy, openedAt } = context;
  const move = movedBy(context);
  const goodSince = move?.movedAt ?? context.recoveringSince ?? openedAt;
  const common = { incident, service, heartbeats, goodSince };

  const undone = move !== null && move.purpose !== 'recovery' ? context.pastMoves.at(-1) : undefined;
  if (move !== null && undone !== undefined && undone.movedAt !== null) {
    // Where the recovery was the outage, it lasted from the first move to the second.
    const failed = move.purpose === 'undo';
    return {
      ...common,
      culprit: failed ? culprit : null,
      healthyUntil: undone.confirmedAt,
      bad: failed ? { start: undone.movedAt, end: move.confirmedAt } : null,
      newSince: move.confirmedAt,
      moments: [
        { at: undone.movedAt, label: 'rolled back' },
        { at: goodSince, label: 'forward' },
      ],
    };
  }
  const end = move?.confirmedAt ?? goodSince;
  // Asking the target's own URL, before the move, may already have raised the error that the move then brings.
  const newSince = move === null ? goodSince : openedAt;
  const ended = { at: goodSince, label: move === null ? 'fixed' : 'rolled back' };
  if (context.mode === 'drill' || deploy === null) {
    // In a drill nothing was failing before. Live, the time before the move is not known to have been healthy.
    const healthyUntil = context.mode === 'drill' ? end : null;
    return { ...common, culprit: null, healthyUntil, bad: null, newSince, moments: [ended] };
  }
  return {
    ...common,
    culprit,
    healthyUntil: deploy.startedAt,
    bad: { start: deploy.liveAt, end },
    newSince,
    moments: [{ at: deploy.liveAt, label: 'deployed' }, ended],
  };
}

/** The move that recovery is judged by. A path that people walk after a move is judged from its own end. */
export function movedBy({ move, path }: Pick<IncidentContext, 'move' | 'path'>): ConfirmedMove | null {
  return path === 're-point' || path === 'compatible re-point' ? move : null;
}
