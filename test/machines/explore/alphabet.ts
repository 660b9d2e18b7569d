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

/** What leads from the classes on and from step to step: no late facts, no second thoughts. */
export function stepsOnly(snapshot: Snapshot): readonly (readonly IncidentEvent[])[] {
  return alphabet(snapshot).filter((events) => events.every((event) => STEPS.has(event.type) && isOneOfThem(event)));
}

const STEPS: ReadonlySet<IncidentEvent['type']> = new Set<IncidentEvent['type']>([
  'facts.gathered',
  'data.reportIntact',
  'serving.reportYes',
  'errors.reportBegan',
  'schema.reportFits',
  'schema.reportBroken',
  'class.override',
  'path.choose',
  'move.confirm',
  'step.confirm',
  'step.request',
  'step.approve',
  'step.fail',
  'question.back',
  'disaster.declare',
  'disaster.approve',
  'step.observed',
  'step.insist',
  'schema.judged',
  'recovery.observed',
  'autoAssignment.observed',
  'look.again',
  'recovery.accept',
  'move.accepted',
  'job.observed',
  'swap.observed',
  'incident.close',
]);

/** Of what only the whole tells apart one is enough. */
function isOneOfThem(event: IncidentEvent): boolean {
  if (event.type === 'recovery.observed') return event.recovery.verdict === 'recovered';
  if (event.type === 'move.accepted') return !event.queued;
  if (event.type === 'job.observed') return event.job === 'succeeded';
  return event.type !== 'swap.observed' || event.swap === 'moved';
}

export function sent(intent: Intent, by: string): IncidentEvent {
  return { ...intent, by, at: 2_100_000 };
}

function isApproval({ type }: Intent): boolean {
  return type === 'glass.approve' || type === 'disaster.approve' || type === 'step.approve';
}
