/** A span of time, in milliseconds since the epoch, start included and end not. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

export interface Bucket {
  /** Start of the bucket, milliseconds since the epoch. */
  readonly at: number;
  readonly count: number;
  /** False while the provider says that more may still arrive. */
  readonly complete: boolean;
}

export interface Series {
  readonly bucketMs: number;
  readonly buckets: readonly Bucket[];
}

/** Which errors to count. */
export type ErrorFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'issue'; readonly shortId: string }
  | { readonly kind: 'release'; readonly release: string };

export interface Issue {
  readonly id: string;
  readonly shortId: string;
  /** Untrusted text. */
  readonly title: string;
  /** The route or function that the tracker blames. Untrusted text. */
  readonly culprit: string;
  readonly permalink: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Events in the asked window, where the tracker says; else over its life. */
  readonly count: number;
}

/** A deploy marker on a release, so that the tracker's own pages show the recovery. */
export interface ReleaseMark {
  readonly release: string;
  readonly name: string;
  readonly url: string;
  readonly startedAt: number;
  readonly finishedAt: number;
}

/**
 * Where errors and traffic are counted, for one project in one environment. Reads may be retried inside, within `signal`.
 *
 * @throws SwitchbackError `provider_unauthorized`, `provider_not_found` (no such project: never an empty series),
 * `provider_rate_limited`, `provider_unavailable`, `provider_refused` (the question itself), `provider_answer_invalid`; from `mark` also
 * `outcome_unknown`, which means that the marker may have been written.
 */
export interface Errors {
  /** What evidence names as the place where it was read: the vendor's own name. */
  readonly source: string;
  /** Errors per bucket. Windows are widened outward to whole buckets. */
  counts(window: Window, bucketMs: number, filter: ErrorFilter, signal: AbortSignal): Promise<Series>;
  /** Requests per bucket, of one route where `route` is given: all that were served, on one scale however many of them are stored. Never from a sample of what is stored. */
  traffic(window: Window, bucketMs: number, route: string | null, signal: AbortSignal): Promise<Series>;
  /** Issues with events in the window, most frequent first, at most 25. `firstSeenAfter` keeps only those new since then. */
  issues(window: Window, firstSeenAfter: number | null, signal: AbortSignal): Promise<readonly Issue[]>;
  /** Errors per release in exactly the window, of the ten with most; under the empty name those of events without a release. */
  releases(window: Window, signal: AbortSignal): Promise<readonly { readonly release: string; readonly count: number }[]>;
  /** Events that the tracker refused in the window (quota, spike protection). Above zero, counts are too low. */
  rejected(window: Window, signal: AbortSignal): Promise<number>;
  /** Sends a test event through the same pipeline as the app's errors. `id` is 32 hexadecimal digits; sending one twice is harmless. */
  sendHeartbeat(id: string, incident: string, signal: AbortSignal): Promise<void>;
  /** Null until that test event can be read back. Both times in milliseconds since the epoch. */
  heartbeat(id: string, signal: AbortSignal): Promise<{ readonly sentAt: number; readonly receivedAt: number } | null>;
  /** Writes the marker; a repeated call with the same name is found and not written again. */
  mark(mark: ReleaseMark, signal: AbortSignal): Promise<void>;
}
