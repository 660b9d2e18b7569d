import type { Evidence, EvidenceKind } from '#domain/evidence.ts';
import type { Switch } from '#domain/deployment.ts';
import type { Preset } from '#domain/preset.ts';
import { NO_PLAN, type ConfirmedMove, type Culprit, type Plan } from '#domain/plan.ts';
import type { StepReading } from '#domain/step-claim.ts';
import type { Environment, IncidentClass, Mode } from '#domain/service.ts';
import type { RecoveryReading } from './events.ts';
import type { Path } from './paths.ts';

/** How long to wait between looks, in milliseconds; from the service's configuration. */
export interface Cadence {
  readonly job: number;
  readonly swap: number;
  readonly look: number;
  readonly watch: number;
}

export interface Input {
  readonly incident: string;
  readonly service: string;
  readonly environment: Environment;
  readonly mode: Mode;
  readonly openedBy: string;
  readonly openedAt: number;
  readonly cadence: Cadence;
  readonly runbook: Preset;
}

/** What people answered where no fact did. */
export interface Answers {
  readonly data: 'intact' | 'lost' | null;
  readonly serving: 'yes' | 'no' | null;
  readonly errors: 'began' | 'before' | null;
  /** `failed` is not said by anybody: going back was tried in this incident and had to be undone. */
  readonly schema: 'fits' | 'broken' | 'failed' | null;
}

/** The id of the test event follows from the incident and the number. */
export interface Heartbeat {
  readonly number: number;
  readonly sentAt: number;
}

export interface DoneStep {
  readonly path: string;
  readonly step: string;
  readonly by: string;
  readonly approvedBy: string | null;
  readonly at: number;
  /** What the bot read of it. Absent where it cannot be read: then it is a person's word. */
  readonly read?: StepReading;
}

/** Everything the tree knows. Plain JSON: it is stored after every event and must outlive releases. */
export interface IncidentContext extends Input {
  readonly owner: string;
  readonly plan: Plan;
  /** When the suspected deploy began and when it went live, as first found: after a move the live deployment is another. */
  readonly deploy: { readonly startedAt: number; readonly liveAt: number } | null;
  readonly evidence: Readonly<Partial<Record<EvidenceKind, Evidence>>>;
  readonly culprit: Culprit | null;
  readonly answers: Answers;
  /** The questions that were answered, in order, for going back. */
  readonly asked: readonly (keyof Answers)[];
  readonly class: IncidentClass | null;
  readonly override: { readonly from: IncidentClass | null; readonly by: string; readonly reason: string } | null;
  readonly path: Path | null;
  readonly steps: readonly DoneStep[];
  /** Who confirmed first, while a second person is awaited. */
  readonly first: { readonly by: string; readonly reason: string | null; readonly approvedBy: string | null } | null;
  readonly brokenGlass: { readonly by: string; readonly reason: string; readonly approvedBy: string } | null;
  readonly move: ConfirmedMove | null;
  /** The moves before the current one. */
  readonly pastMoves: readonly ConfirmedMove[];
  /** The effect whose outcome nobody could tell. */
  readonly unknownEffect: string | null;
  /** Why the last attempt ended as it did, in one sentence. */
  readonly why: string | null;
  /** Since when recovery is judged. */
  readonly recoveringSince: number | null;
  /** How often the swap was read in vain since the provider took the move. */
  readonly swapLooks: number;
  readonly recovery: RecoveryReading | null;
  /** What auto-assignment was before the bot wrote anything: the value that the end restores. */
  readonly autoAssignment: { readonly original: Switch; readonly now: Switch };
  /** Test events sent to the error tracker, newest first, so that its delay is known before it matters. */
  readonly heartbeats: readonly Heartbeat[];
  readonly outcome: string | null;
  /** What was read against the newest word that a step is done. */
  readonly doubt: { readonly step: string; readonly what: string } | null;
}

export function initialContext(input: Input): IncidentContext {
  return {
    ...input,
    owner: input.openedBy,
    plan: NO_PLAN,
    deploy: null,
    evidence: {},
    culprit: null,
    answers: { data: null, serving: null, errors: null, schema: null },
    asked: [],
    class: null,
    override: null,
    path: null,
    steps: [],
    first: null,
    brokenGlass: null,
    move: null,
    pastMoves: [],
    unknownEffect: null,
    why: null,
    recoveringSince: null,
    swapLooks: 0,
    recovery: null,
    autoAssignment: { original: 'unknown', now: 'unknown' },
    heartbeats: [],
    outcome: null,
    doubt: null,
  };
}
