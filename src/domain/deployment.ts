/** One immutable build that can serve production. */
export interface Deployment {
  readonly id: string;
  /** Its own immutable URL, with scheme and without a path. */
  readonly url: string;
  /** Full commit hash; null where the provider does not know it. */
  readonly commit: string | null;
  /** First line of the commit message. Untrusted text. */
  readonly message: string | null;
  readonly author: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** When the platform first gave it the production domains, in milliseconds since the epoch; null where it does not say. */
  readonly liveAt: number | null;
  /** Whether it has ever served production: going back to one that has is a rollback, to one that has not a promote. */
  readonly served: boolean;
  /** Where people look at it on the platform, and at its commit where the code is kept; `http` or `https`, untrusted. */
  readonly page?: string;
  readonly commitPage?: string;
  /** Where it was deployed from a work tree with changes that nobody committed: the commit below them. Then `commit` is null. */
  readonly uncommittedOn?: string;
}

/** Rollback goes back and turns auto-assignment off; promote goes forward and turns it on every time. */
export type Gesture = 'rollback' | 'promote';

/** A setting that was not in the answer is unknown, never off. */
export type Switch = 'on' | 'off' | 'unknown';

export type JobStatus = 'pending' | 'in progress' | 'succeeded' | 'failed' | 'skipped';

/** The provider's record of the newest re-point of the project, ours or not. */
export interface LastMove {
  readonly gesture: Gesture;
  readonly from: string | null;
  readonly to: string;
  /** Milliseconds since the epoch, by the provider's clock. */
  readonly requestedAt: number;
  readonly status: JobStatus;
}

export interface ServingDomain {
  readonly domain: string;
  readonly deploymentId: string | null;
  /** The provider had no time to tell: nothing is known of this one. */
  readonly unread?: true;
}

/** What production serves now, as the provider's control plane tells it. */
export interface Production {
  /** One entry per production domain; `deploymentId` null where its record does not say or was not read. */
  readonly domains: readonly ServingDomain[];
  /** The one deployment that the project and every domain that was read agree on; null when they differ or do not say. */
  readonly current: Deployment | null;
  readonly autoAssignment: Switch;
  /** A rolling release that is active gives two answers to "what serves?". */
  readonly rollingRelease: { readonly canary: string | null; readonly base: string | null; readonly percentage: number | null } | null;
  /** Null also where it is told in words that are not known here: then the provider itself refuses a second move beside it. */
  readonly lastMove: LastMove | null;
}

/** The newest production build, which may not be what production serves: then it has not gone live, and there is nothing to roll back. */
export interface NewestBuild {
  readonly deployment: Deployment;
  readonly state: 'building' | 'failed' | 'staged' | 'served';
}

/** One re-point that a person confirmed. */
export interface Move {
  readonly gesture: Gesture;
  /** Id of the deployment to go to. */
  readonly to: string;
  /** Shown by the provider beside the rollback; at most 250 characters are sent. */
  readonly reason: string;
}
