import type { Deployment, JobStatus, Move, NewestBuild, Production } from '#domain/deployment.ts';

/** What the provider answered to a request that certainly reached it. */
export type MoveAnswer =
  /** It took the request. `queued` when it waits behind a rolling release: nothing moves until a person ends that. */
  | { readonly kind: 'accepted'; readonly queued: boolean }
  /** The target serves production already, so nothing was started. */
  | { readonly kind: 'already there' }
  /** It said no and did nothing. `message` is the provider's own sentence, shortened; untrusted text. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string | null; readonly message: string };

/** How the job that we started stands. */
export type JobReading =
  | { readonly kind: 'ours'; readonly status: JobStatus; readonly failedDomains: readonly string[] }
  /** The newest job is not the one that we started: somebody else moved production, or ours was never taken. */
  | { readonly kind: 'another'; readonly to: string; readonly requestedAt: number }
  | { readonly kind: 'none' };

/** One uncached, unpinned, cookieless GET. `failed` is a transport failure, not a status. */
export type Visit =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** At most the first MiB. Untrusted text. */
      readonly body: string;
      /** The request id that the platform put on the answer; proves nothing about the deployment. */
      readonly requestId: string | null;
      /** Where it redirected to, which was not followed. */
      readonly location: string | null;
      readonly durationMs: number;
    }
  | { readonly kind: 'failed'; readonly why: string; readonly durationMs: number };

/**
 * The platform that production runs on. Every method is one attempt bounded by `signal`; only reads may be retried inside.
 *
 * @throws SwitchbackError `provider_unauthorized`, `provider_not_found`, `provider_rate_limited`, `provider_unavailable`,
 * `provider_refused`, `provider_answer_invalid`; from the two writes also `outcome_unknown`, which means that the request may
 * have landed. Every other code from a write means that nothing was changed.
 */
export interface Deploys {
  /** What evidence names as the place where it was read: the vendor's own name. */
  readonly source: string;
  /** The header in which answers of the app carry a request id of the platform; null where none does. */
  readonly requestIdHeader: string | null;
  /** Deployments that production can go back to now, newest first, the live one left out. Found by eligibility, never by position. */
  targets(signal: AbortSignal): Promise<readonly Deployment[]>;
  production(signal: AbortSignal): Promise<Production>;
  /** The newest production build in any state; null where there is none. */
  newest(signal: AbortSignal): Promise<NewestBuild | null>;
  /** The domains that a rollback to this deployment would move. */
  preview(deploymentId: string, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * Sends the one request that moves traffic, never twice. It checks first that the target is a READY production deployment
   * of this project. `beforeSend` runs immediately before the bytes leave and may throw to stop it.
   */
  start(move: Move, beforeSend: () => void, signal: AbortSignal): Promise<MoveAnswer>;
  /** Reads the job of `move`; counts as ours only if gesture, target and a request time of `startedAt` or later all match. */
  job(move: Move, startedAt: number, signal: AbortSignal): Promise<JobReading>;
  /** Sets whether new builds get the production domains. Setting it to what it is already is harmless. */
  setAutoAssignment(on: boolean, signal: AbortSignal): Promise<void>;
  /** Never throws for what the app answers; transport failures are values too. */
  visit(url: string, signal: AbortSignal): Promise<Visit>;
}
