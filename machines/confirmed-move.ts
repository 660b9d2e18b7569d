import type { ConfirmedMove } from '#domain/plan.ts';
import type { IncidentContext } from './context.ts';

interface Confirmation {
  readonly by: string;
  readonly at: number;
}

type Change = Pick<IncidentContext, 'move' | 'pastMoves' | 'swapLooks' | 'why' | 'recovery'>;

/** Going back to a deployment that served production. */
export function rollBack(context: IncidentContext, { by, at }: Confirmation): Partial<Change> {
  const { target, suspect } = context.plan;
  if (target === null) return {};
  const approvedBy = context.first === null ? null : by;
  return next(context, {
    purpose: 'recovery',
    gesture: target.served ? 'rollback' : 'promote',
    target,
    expectedLive: suspect,
    reason: context.first?.reason ?? `${context.class ?? 'incident'}, incident ${context.incident}`,
    confirmedBy: context.first?.by ?? by,
    approvedBy,
    confirmedAt: at,
    acceptedAt: null,
    movedAt: null,
  });
}

/** The same move by the other gesture, after the platform refused a rollback. */
export function promote(context: IncidentContext, { by, at }: Confirmation): Partial<Change> {
  if (context.move === null) return {};
  return { ...fresh, move: { ...context.move, gesture: 'promote', confirmedBy: by, confirmedAt: at, acceptedAt: null, movedAt: null } };
}

/** Forward again to what served before the newest move. */
export function undo(context: IncidentContext, { by, at }: Confirmation): Partial<Change> {
  const last = context.move;
  if (last === null || last.expectedLive === null) return {};
  return next(context, {
    purpose: context.recovery?.verdict === 'recovered' ? 'return' : 'undo',
    gesture: 'promote',
    target: last.expectedLive,
    expectedLive: last.target,
    reason: `Forward again after the move to ${last.target.id}, incident ${context.incident}`,
    confirmedBy: by,
    approvedBy: null,
    confirmedAt: at,
    acceptedAt: null,
    movedAt: null,
  });
}

const fresh = { swapLooks: 0, why: null, recovery: null } as const;

function next(context: IncidentContext, move: ConfirmedMove): Partial<Change> {
  return { ...fresh, move, pastMoves: context.move === null ? context.pastMoves : [...context.pastMoves, context.move] };
}
