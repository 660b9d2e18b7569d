import type { IncidentContext } from './context.ts';
import type { Saying } from './effects.ts';
import type { IncidentEvent } from './events.ts';
import { recoveryQuestion } from './recovery-question.ts';

interface Now {
  readonly context: IncidentContext;
  readonly event: IncidentEvent;
}

export const lookNow = {
  type: 'lookAtRecovery' as const,
  params: ({ context }: Now) => ({ question: recoveryQuestion(context) }),
};

export const lookLater = {
  type: 'startTimer' as const,
  params: ({ context }: Now) => ({ name: 'look', afterMs: context.cadence.look, event: { type: 'look.due' as const } }),
};

export const sayRecovery = { type: 'say' as const, params: said };

/** It was said to be recovered, and is not any more. */
export const sayRelapse = { type: 'say' as const, params: (now: Now): Saying => ({ ...said(now), relapse: true }) };

function said({ context, event }: Now): Extract<Saying, { what: 'recovery' }> {
  if (event.type !== 'recovery.observed') throw new Error('Only a look at the error rate is said as one.');
  const question = recoveryQuestion(context);
  return {
    what: 'recovery',
    evidence: event.evidence,
    chart: event.chart,
    moments: question.moments,
    move: context.move,
    traded: context.move?.purpose === 'recovery' ? event.culprit : null,
    lastedMs: question.bad === null ? null : event.at - question.bad.start,
  };
}
