import type { Window } from '#src/providers/errors.ts';

/** Errors in one window. */
export interface Rate {
  readonly errors: number;
  readonly requests: number;
  /** Minutes of whole buckets. */
  readonly minutes: number;
  /** Errors per minute of normal traffic; null without traffic. */
  readonly perMinute: number | null;
}

/** The numbers behind one test, on all errors or on the culprit. Rates are errors per minute of normal traffic. */
export interface TestNumbers {
  readonly before: Rate | null;
  readonly during: Rate | null;
  /** All that is complete since the move. */
  readonly sinceMove: Rate;
  /** The part after the grace time, which the test of failure judges. */
  readonly sinceGrace: Rate;
  /** The part from which on recovery explains the counts best, so that a drain is left out. */
  readonly after: Rate;
  readonly acceptable: number;
  readonly stillBad: number;
  readonly visibility: number | null;
  readonly dispersion: number;
  /** k in "odds k:1 against the rate still being `stillBad` or more". */
  readonly oddsOfRecovery: number;
  /** k in "odds k:1 against the rate being healthy". */
  readonly oddsOfFailure: number;
  /** Upper limit of the rate after the grace time, at 1 - alpha. */
  readonly atMost: number | null;
  /** Whose traffic was counted. */
  readonly exposure: 'all traffic' | 'the route';
  /** Requests since the move as a share of normal; null where the time is too short to say. */
  readonly trafficShare: number | null;
}

export interface RecoveryNumbers {
  readonly alpha: number;
  readonly beta: number;
  readonly baseline: Window;
  readonly incident: Window | null;
  readonly postStart: number;
  readonly completeThrough: number;
  readonly total: TestNumbers;
  readonly culprit: TestNumbers | null;
  readonly rejected: number;
}

export type InconclusiveReason =
  | 'no traffic'
  | 'traffic not measured'
  | 'no baseline'
  | 'pipeline stalled'
  | 'pipeline not proved'
  | 'events dropped'
  | 'incident not visible'
  | 'not enough evidence yet'
  /** Nobody counts how often the failing page is opened, so errors that went may only be people who gave up. */
  | 'page not counted'
  | 'culprit gone, total open';

export type CannotLookReason =
  | 'not configured'
  | 'unauthorized'
  | 'not found'
  | 'refused'
  | 'rate limited'
  | 'unavailable'
  | 'no answer in time'
  | 'answer does not fit';

/**
 * Plain JSON. Every verdict is one so far: counts to come may change it. `final` is true once waiting does not help: a person decides.
 * `sentence` is one plain sentence or two; it may quote untrusted text, so escape it before showing.
 */
export type RecoveryVerdict =
  | {
      readonly kind: 'recovered';
      /** Without an incident the claim is only that the rate is at its baseline. */
      readonly basis: 'incident and baseline' | 'baseline only';
      readonly final: boolean;
      readonly sentence: string;
      readonly numbers: RecoveryNumbers;
    }
  | {
      readonly kind: 'still failing';
      readonly reason: 'rate above healthy' | 'culprit continues' | 'new error' | 'relapse';
      readonly final: boolean;
      readonly sentence: string;
      /** Null where a new error was found before anything could be compared. */
      readonly numbers: RecoveryNumbers | null;
    }
  | {
      readonly kind: 'inconclusive';
      readonly reason: InconclusiveReason;
      readonly final: boolean;
      /** Milliseconds from now until recovery can be proved if the rate is back to usual; null where waiting does not help. */
      readonly etaMs: number | null;
      readonly sentence: string;
      readonly numbers: RecoveryNumbers | null;
    }
  | { readonly kind: 'cannot look'; readonly reason: CannotLookReason; readonly final: boolean; readonly sentence: string };
