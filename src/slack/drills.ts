/** One occurrence of a scheduled drill. */
export interface DrillOccurrence {
  readonly schedule: string;
  readonly service: string;
  readonly kind: string;
  readonly channel: string;
  /** When it is to be held, milliseconds since the epoch. */
  readonly occurrence: number;
  /** When it should have been said, if nobody was there to say it. */
  readonly missedSince: number | null;
}

/** What the Slack layer may do with scheduled drills. */
export interface Drills {
  /** Says the reminder again at `until`. False when a later occurrence was said already. */
  postpone(drill: DrillOccurrence, until: number): Promise<boolean>;
  /** Says in the channel whose drill it is now. Once per person and occurrence. */
  handOver(drill: DrillOccurrence, by: string, to: string): Promise<void>;
  now(): number;
}
