import type { Move } from '#domain/deployment.ts';

/** Which re-point is to be proved, and how the app is asked. */
export interface SwapQuestion {
  readonly move: Move;
  /** When our request was taken, by our clock; null where the provider said that the target serves already and nothing was started. */
  readonly startedAt: number | null;
  readonly targetCommit: string | null;
  /** Commit of the deployment that production leaves. Where both are the same, a commit proves nothing. */
  readonly leavingCommit: string | null;
  /** `url` is production as users reach it; `identityPath` answers with the build's id or commit, null where the app has no such path. */
  readonly app: { readonly url: string; readonly identityPath: string | null };
  /** How often the app is asked, and the time between. All answers must agree. */
  readonly samples: number;
  readonly spacingMs: number;
  /** Answers of the old deployment count against the move only after this time since it started. */
  readonly propagationMs: number;
}

export const DEFAULT_SAMPLING = { samples: 5, spacingMs: 1000, propagationMs: 60_000 } as const;
