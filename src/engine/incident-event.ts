/**
 * What happened, in the past tense. The engine adds `at` (milliseconds), `by` where it is missing (`switchback`),
 * and `effect` (its id) where an effect brought the event. Everything in it must be plain JSON.
 */
export interface IncidentEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** An event as the machine gets it and the journal keeps it. */
export interface StampedEvent extends IncidentEvent {
  readonly at: number;
  readonly by: string;
}

export function stamp(event: IncidentEvent, at: number): StampedEvent {
  return { ...event, at, by: typeof event['by'] === 'string' ? event['by'] : 'switchback' };
}
