import type { AnyMachineSnapshot } from 'xstate';
import type { Snapshot } from './choices.ts';
import type { IncidentEvent } from './events.ts';

/** What comes again and again as long as an incident is open. */
const LOOKS: ReadonlySet<string> = new Set<IncidentEvent['type']>([
  'watch.due',
  'production.watched',
  'swap.due',
  'swap.observed',
  'look.due',
  'recovery.observed',
]);
const NEXT_LOOK: ReadonlySet<string> = new Set(['startTimer', 'stopTimer', 'watchProduction', 'observeSwap', 'lookAtRecovery']);

export interface Turn {
  readonly before: AnyMachineSnapshot;
  readonly after: AnyMachineSnapshot;
  readonly event: { readonly type: string };
  /** As the transition returned them. */
  readonly actions: readonly { readonly type: string }[];
}

/** A look that found what the one before it found: the incident stands where it stood, and nobody is told anything. */
export function isUneventful({ before, after, event, actions }: Turn): boolean {
  return (
    LOOKS.has(event.type) &&
    actions.every(({ type }) => NEXT_LOOK.has(type)) &&
    JSON.stringify(standing(before as Snapshot)) === JSON.stringify(standing(after as Snapshot))
  );
}

function standing({ value, context: { autoAssignment, recovery } }: Snapshot): unknown {
  return [value, autoAssignment, recovery];
}
