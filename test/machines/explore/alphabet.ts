import { choices, type Intent, type Snapshot } from '#machines/choices.ts';
import type { IncidentEvent } from '#machines/events.ts';
import { filledIn } from './intents.ts';
import { REPORTS } from './reports.ts';

export const ADA = 'U_ADA';
export const BOB = 'U_BOB';

/** Everything that can happen to this incident next; more than one event where only their number makes the difference. */
export function alphabet(snapshot: Snapshot): readonly (readonly IncidentEvent[])[] {
  const people = choices(snapshot)
    .flatMap(({ intent }) => filledIn(intent))
    .flatMap((intent) => (isApproval(intent) ? [sent(intent, BOB)] : [sent(intent, ADA)]))
    .map((event) => [event]);
  return [...people, ...REPORTS].filter(([first]) => first !== undefined && snapshot.can(first));
}

export function sent(intent: Intent, by: string): IncidentEvent {
  return { ...intent, by, at: 2_100_000 };
}

function isApproval({ type }: Intent): boolean {
  return type === 'glass.approve' || type === 'disaster.approve' || type === 'step.approve';
}
