import type { Deployment, Gesture, Switch } from './deployment.ts';

/** What a re-point would do, as the confirmation shows it. Read again just before the write; a difference stops it. */
export interface Plan {
  /** The deployment that is suspected: what production serves now. */
  readonly suspect: Deployment | null;
  /** The deployment to go back to. */
  readonly target: Deployment | null;
  /** Other eligible targets, newest first. */
  readonly otherTargets: readonly Deployment[];
  /** The domains that would move. */
  readonly domains: readonly string[];
  readonly autoAssignment: Switch;
}

export const NO_PLAN: Plan = { suspect: null, target: null, otherTargets: [], domains: [], autoAssignment: 'unknown' };

/** The errors that people are paged for, as the tracker groups them. */
export interface Culprit {
  readonly shortId: string;
  /** Untrusted text. */
  readonly title: string;
  readonly permalink: string;
  /** The route whose traffic is the exposure; null counts all traffic. */
  readonly route: string | null;
}

/** One confirmed re-point, from the confirmation on. */
export interface ConfirmedMove {
  /** Why it is made: to recover, to undo a recovery that made it worse, or to return at the end of a drill that went well. */
  readonly purpose: 'recovery' | 'undo' | 'return';
  readonly gesture: Gesture;
  readonly target: Deployment;
  /** What must still be live when the request is sent. */
  readonly expectedLive: Deployment | null;
  readonly reason: string;
  readonly confirmedBy: string;
  /** The second person, where break-glass needed one. */
  readonly approvedBy: string | null;
  readonly confirmedAt: number;
  /** When the provider took the request, by our clock. */
  readonly acceptedAt: number | null;
  /** When every domain and the app itself answered with the target. */
  readonly movedAt: number | null;
}
