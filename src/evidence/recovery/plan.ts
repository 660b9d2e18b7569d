import type { Window } from '#src/providers/errors.ts';
import type { Culprit } from '#domain/plan.ts';
import type { RecoverySettings } from './settings.ts';

/** What is compared with what. Fixed when production has moved, and the same for every look. Plain JSON. */
export interface RecoveryPlan {
  /** Before the bad deploy. */
  readonly baseline: Window;
  /** From the end of the bad deploy to the start of the move; null in a drill in which nothing failed. */
  readonly incident: Window | null;
  /** End of the move. */
  readonly postStart: number;
  /** Not counted anywhere: deploys while they run, earlier incidents. */
  readonly excluded: readonly Window[];
  readonly culprit: Pick<Culprit, 'shortId' | 'title' | 'route'> | null;
  readonly newIssuesSince: number;
  /** Test events sent for this incident, newest first. */
  readonly heartbeats: readonly { readonly id: string; readonly sentAt: number }[];
  readonly settings: RecoverySettings;
}
