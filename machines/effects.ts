import type { Chart, Moment } from '#domain/chart.ts';
import type { Switch } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { FixDraft } from '#domain/fix-draft.ts';
import type { ConfirmedMove, Culprit, Plan } from '#domain/plan.ts';
import type { SchemaDetails } from '#domain/schema-details.ts';
import type { StepClaim } from '#domain/step-claim.ts';
import type { Mode } from '#domain/service.ts';
import type { DoneStep } from './context.ts';
import type { IncidentEvent, Reported, ReportEvent } from './events.ts';
import type { RecoveryQuestion } from './recovery-question.ts';

/** One thing that the bot says in the incident's thread. The words are made elsewhere; this is what they are made from. */
export type Saying =
  | { what: 'assessment'; evidence: readonly Evidence[] }
  | { what: 'refusal'; because: string; details?: SchemaDetails | null }
  | { what: 'fix drafted'; draft: FixDraft | null; evidence: readonly Evidence[] }
  | { what: 'no fix drafted'; details: SchemaDetails }
  | { what: 'glass broken'; by: string; reason: string; approvedBy: string }
  | { what: 'move ended'; why: string }
  | { what: 'swap'; evidence: readonly Evidence[]; move: ConfirmedMove }
  | {
      what: 'recovery';
      evidence: readonly Evidence[];
      chart: Chart;
      moments: readonly Moment[];
      move: ConfirmedMove | null;
      traded: Culprit | null;
      /** From the bad deploy until now; null where nothing was bad. Absent in what earlier releases stored. */
      lastedMs?: number | null;
      /** It had been said to be recovered: in the incident, or after it was closed. */
      relapse?: boolean | 'after closing';
    }
  | { what: 'auto-assignment'; evidence: readonly Evidence[] }
  | { what: 'auto-assignment turned on' }
  | { what: 'step'; step: DoneStep }
  | { what: 'left open'; writes: DoneStep | null; script: DoneStep | null; restored: DoneStep | null }
  | { what: 'release marked'; summary: string }
  | { what: 'note'; by: string; text: string }
  | { what: 'hand-over'; by: string; to: string }
  | { what: 'closing'; steps: readonly DoneStep[] };

export interface MoveRequest {
  move: ConfirmedMove;
  service: string;
  mode: Mode;
}

export interface SwitchRequest {
  service: string;
  to: Switch;
  /** Whether this ends the incident's hold on it, or only keeps it off meanwhile. */
  restores: boolean;
  by: string;
}

/** A fix is proposed for the code of `from` on the schema of `to`, full commit ids; `target` is the deployment's id. */
export interface FixRequest {
  incident: string;
  service: string;
  mode: Mode;
  target: string | null;
  from: string;
  to: string;
}

/** Whether a step that a person says is done can be seen to be. */
export interface StepQuestion {
  service: string;
  step: string;
  claim: StepClaim;
  plan: Plan;
  move: ConfirmedMove | null;
  /** What was found out about the schema, which names what the migration took. */
  schema: SchemaDetails | null;
}

/** Said to one person only, in the incident's thread. */
export interface Telling {
  to: string;
  step: string;
  read: string;
}

/** What is looked at after the incident is closed, for as long as the service's configuration says. */
export interface ClosedWatch {
  question: RecoveryQuestion;
  closedAt: number;
}

/** What an effect is given, and what may come back of it. */
interface Joint<Input, Reports extends ReportEvent['type'] = never> {
  readonly input: Input;
  readonly reports: Reports;
}

/** What the tree can ask for, by name. The tree and whoever does it are both checked against this. */
export interface EffectContract {
  gatherFacts: Joint<{ service: string }, 'facts.gathered'>;
  assessTarget: Joint<{ service: string; plan: Plan; target: string }, 'target.assessed'>;
  judgeSchema: Joint<{ service: string; plan: Plan }, 'schema.judged'>;
  proposeFix: Joint<FixRequest, 'fix.proposed'>;
  startMove: Joint<MoveRequest, 'move.accepted' | 'move.alreadyThere' | 'move.refused' | 'move.stopped' | 'move.unknown'>;
  observeJob: Joint<MoveRequest, 'job.observed'>;
  observeSwap: Joint<MoveRequest, 'swap.observed'>;
  lookAtRecovery: Joint<{ question: RecoveryQuestion }, 'recovery.observed'>;
  watchClosed: Joint<ClosedWatch>;
  watchProduction: Joint<{ incident: string; service: string; heartbeat: number }, 'production.watched'>;
  observeAutoAssignment: Joint<{ service: string; original: Switch }, 'autoAssignment.observed'>;
  setAutoAssignment: Joint<SwitchRequest, 'autoAssignment.observed'>;
  markRelease: Joint<{ incident: string; service: string; move: ConfirmedMove }, 'release.marked'>;
  readStep: Joint<StepQuestion, 'step.observed'>;
  say: Joint<Saying>;
  tell: Joint<Telling>;
}

/** What an effect of this kind may report; the engine adds when. */
export type ReportOf<Kind extends keyof EffectContract> = Extract<Reported, { type: EffectContract[Kind]['reports'] }>;

type Named<Params> = (_: unknown, params: Params) => void;

/** What the engine does itself. */
interface EngineActions {
  lookAgain: Named<{ effect: string }>;
  /** What was asked has changed, though the question reads the same: buttons that were drawn before are out of date. */
  newTurn: Named<undefined>;
  startTimer: Named<{ name: string; afterMs: number; event: { type: IncidentEvent['type'] } }>;
  stopTimer: Named<{ name: string }>;
}

type Effects = { [Kind in keyof EffectContract]: Named<EffectContract[Kind]['input']> } & EngineActions;

/**
 * An effect is only named in the tree. The engine turns the name and its parameters into a durable row and runs it later;
 * running the machine live instead is a mistake, and loud.
 */
function runByTheEngine(): never {
  throw new Error('This effect is a row for the engine. Use transition(), never a live actor.');
}

export const effects: Effects = {
  gatherFacts: runByTheEngine,
  assessTarget: runByTheEngine,
  judgeSchema: runByTheEngine,
  proposeFix: runByTheEngine,
  startMove: runByTheEngine,
  lookAgain: runByTheEngine,
  observeJob: runByTheEngine,
  observeSwap: runByTheEngine,
  lookAtRecovery: runByTheEngine,
  watchClosed: runByTheEngine,
  watchProduction: runByTheEngine,
  observeAutoAssignment: runByTheEngine,
  setAutoAssignment: runByTheEngine,
  markRelease: runByTheEngine,
  readStep: runByTheEngine,
  say: runByTheEngine,
  tell: runByTheEngine,
  newTurn: runByTheEngine,
  startTimer: runByTheEngine,
  stopTimer: runByTheEngine,
};
