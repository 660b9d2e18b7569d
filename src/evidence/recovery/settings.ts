/**
 * Every number that the proof of recovery depends on. All of it is configurable because a sandbox lives in seconds.
 * Changing one moves the speed or the strength of the claim; the error rates `alpha` and `beta` hold for any choice.
 */
export interface RecoverySettings {
  /** Bucket of the incident and of what comes after it. */
  readonly bucketMs: number;
  readonly baselineBucketMs: number;
  /** After the move, before errors count as a sign of failure. */
  readonly graceMs: number;
  /** Complete data that a verdict of recovered needs. */
  readonly minimumCompleteMs: number;
  /** How often the caller should look. */
  readonly pollMs: number;
  /** After this time an undecided verdict is final. */
  readonly deadlineMs: number;
  /** Chance of ever saying recovered while the rate is still bad, however often one looks. */
  readonly alpha: number;
  /** Chance of ever saying still failing while the rate is healthy, however often one looks. */
  readonly beta: number;
  /** The incident must stand out from the acceptable rate by this factor, or its end cannot be seen either. */
  readonly minimumVisibility: number;
  /** Traffic that any verdict needs, in minutes of normal traffic. */
  readonly minimumExposureMinutes: number;
  /** A new start of the recovery is considered this often, so that a slow drain is not held against it. */
  readonly startEveryMs: number;
  /** Subtracted from the send time of the newest visible test event: its neighbours may be a little later than it. */
  readonly heartbeatSlackMs: number;
  /** A test event that is not visible after this time means that the pipeline is stalled. */
  readonly stalledAfterMs: number;
  /** Only the newest part of a longer incident is read. */
  readonly longestIncidentMs: number;
  /** Events from which an issue that is new since the move counts. */
  readonly newErrorEvents: number;
  readonly newErrorPerMinute: number;
  /** The same threshold as a share of the acceptable rate, for busy services. */
  readonly newErrorShare: number;
}

export const DEFAULT_RECOVERY_SETTINGS: RecoverySettings = {
  bucketMs: 15_000,
  baselineBucketMs: 60_000,
  graceMs: 60_000,
  minimumCompleteMs: 60_000,
  pollMs: 15_000,
  deadlineMs: 30 * 60_000,
  alpha: 0.01,
  beta: 0.05,
  minimumVisibility: 1.4,
  minimumExposureMinutes: 0.25,
  startEveryMs: 30_000,
  heartbeatSlackMs: 30_000,
  stalledAfterMs: 120_000,
  longestIncidentMs: 6 * 3_600_000,
  newErrorEvents: 5,
  newErrorPerMinute: 0.5,
  newErrorShare: 0.25,
};
