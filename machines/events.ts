import type { Chart } from '#domain/chart.ts';
import type { Switch } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { FixDraft } from '#domain/fix-draft.ts';
import type { Culprit, Plan } from '#domain/plan.ts';
import type { IncidentClass } from '#domain/service.ts';
import type { StepReading } from '#domain/step-claim.ts';
import type { Heartbeat } from './context.ts';
import type { Path } from './paths.ts';

/** Done by a person: `by` is who, `at` when it was received, in milliseconds since the epoch. */
type Person<Type extends string, Rest = unknown> = { type: Type; by: string; at: number } & Rest;

/** Reported by the engine when an effect or a timer is over. */
type Report<Type extends string, Rest = unknown> = { type: Type; at: number } & Rest;

export type PersonEvent =
  | Person<'facts.refresh'>
  | Person<'question.back'>
  | Person<'data.reportIntact'>
  | Person<'data.reportLost'>
  | Person<'serving.reportYes'>
  | Person<'serving.reportNo'>
  | Person<'errors.reportBegan'>
  | Person<'errors.reportBefore'>
  | Person<'schema.reportFits'>
  | Person<'schema.reportBroken'>
  | Person<'class.confirm'>
  | Person<'class.override', { class: IncidentClass; reason: string }>
  | Person<'class.reconsider'>
  | Person<'path.choose', { path: Path }>
  | Person<'target.choose', { target: string }>
  | Person<'move.confirm'>
  | Person<'glass.break', { reason: string }>
  | Person<'glass.approve'>
  | Person<'glass.withdraw'>
  | Person<'gesture.usePromote'>
  | Person<'look.again'>
  | Person<'undo.confirm'>
  | Person<'recovery.accept', { reason: string }>
  | Person<'step.request'>
  | Person<'step.confirm'>
  | Person<'step.approve'>
  /** It is done, although the bot read otherwise. */
  | Person<'step.insist', { reason: string }>
  | Person<'step.fail', { reason: string }>
  | Person<'disaster.declare'>
  | Person<'disaster.approve'>
  | Person<'autoAssignment.turnOff'>
  | Person<'writes.leaveOff', { reason: string }>
  | Person<'incident.close'>
  | Person<'incident.cancel', { reason: string }>
  | Person<'incident.handOver', { to: string }>
  | Person<'note.add', { text: string }>;

export type ReportEvent =
  | Report<'facts.gathered', { plan: Plan; evidence: readonly Evidence[]; culprit: Culprit | null; schemaIsLate?: boolean }>
  | Report<'target.assessed', { plan: Plan; evidence: readonly Evidence[]; schemaIsLate?: boolean }>
  /** The verdict on the schema where it was late, for the target with this id. */
  | Report<'schema.judged', { target: string | null; evidence: readonly Evidence[] }>
  /** The forward-fix that lets the code of this target run again; `draft` null where there is none to show. */
  | Report<'fix.proposed', { target: string | null; draft: FixDraft | null; evidence: readonly Evidence[] }>
  | Report<'move.accepted', { queued: boolean }>
  | Report<'move.alreadyThere'>
  | Report<'move.refused', { why: string }>
  | Report<'move.stopped', { why: string }>
  | Report<'move.unknown', { effect: string; why: string }>
  | Report<'job.observed', { job: 'running' | 'succeeded' | 'failed' | 'another' | 'unread'; why: string }>
  | Report<
      'swap.observed',
      { swap: 'moved' | 'reported' | 'not yet' | 'contradicted' | 'cannot look'; why: string; evidence: readonly Evidence[] }
    >
  | Report<'recovery.observed', { recovery: RecoveryReading; evidence: readonly Evidence[]; chart: Chart; culprit: Culprit | null }>
  | Report<'production.watched', { autoAssignment: Switch; heartbeat: Heartbeat | null }>
  | Report<'autoAssignment.observed', { evidence: readonly Evidence[]; value: Switch; restored: boolean }>
  | Report<'release.marked', { summary: string }>
  | Report<'step.observed', { step: string; reading: StepReading }>
  | Report<'job.due'>
  | Report<'swap.due'>
  | Report<'look.due'>
  | Report<'watch.due'>;

/** What the newest look at the error rate says; `over` when its deadline has passed, so that a person must decide. */
export interface RecoveryReading {
  verdict: 'recovered' | 'still failing' | 'inconclusive' | 'cannot look';
  /** A closed word for why, from the proof: `new error`, `no traffic`, `not enough evidence yet`, ... */
  reason: string;
  over: boolean;
}

/** What a performer reports; the engine adds when. */
export type Reported = ReportEvent extends infer Event ? (Event extends ReportEvent ? Omit<Event, 'at'> : never) : never;

export type IncidentEvent = PersonEvent | ReportEvent;
