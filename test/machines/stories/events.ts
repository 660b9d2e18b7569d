import type { Evidence } from '#domain/evidence.ts';
import type { Plan } from '#domain/plan.ts';
import type { StepReading } from '#domain/step-claim.ts';
import type { Switch } from '#domain/deployment.ts';
import type { Path } from '#machines/paths.ts';
import type { IncidentEvent, RecoveryReading } from '#machines/events.ts';
import { APP_BUG, by, gathered, SCHEMA_MISTAKE } from '#test/support/walk.ts';

export const ada = by('U_ADA');
export const bob = by('U_BOB');

export const accepted: IncidentEvent = { type: 'move.accepted', at: 2_100_100, queued: false };
export const queued: IncidentEvent = { type: 'move.accepted', at: 2_100_100, queued: true };
export const refused: IncidentEvent = { type: 'move.refused', at: 2_100_100, why: 'Vercel answered 402: upgrade to pro.' };
export const lost: IncidentEvent = { type: 'move.unknown', at: 2_100_100, effect: 'inc-1:5:0', why: 'The answer was lost.' };
export const succeeded: IncidentEvent = { type: 'job.observed', at: 2_100_200, job: 'succeeded', why: 'The job succeeded.' };
export const partlyFailed: IncidentEvent = {
  type: 'job.observed',
  at: 2_100_200,
  job: 'failed',
  why: 'The job failed for www.example.com.',
};
export const swapped: IncidentEvent = {
  type: 'swap.observed',
  at: 2_100_300,
  swap: 'moved',
  why: 'Every domain answers with the target.',
  evidence: [],
};

export function assessed(plan: Plan, ...evidence: readonly Evidence[]): IncidentEvent {
  return { type: 'target.assessed', at: 2_110_000, plan, evidence: [...evidence] };
}

export function looked(verdict: RecoveryReading['verdict'], { reason = 'still counting', over = false } = {}): IncidentEvent {
  return {
    type: 'recovery.observed',
    at: 2_200_000,
    recovery: { verdict, reason, over },
    evidence: [],
    chart: { bucketMs: 10_000, buckets: [] },
    culprit: null,
  };
}

export function watched(autoAssignment: Switch): IncidentEvent {
  return { type: 'production.watched', at: 2_150_000, autoAssignment, heartbeat: null };
}

export function switchObserved(value: Switch, restored: boolean): IncidentEvent {
  return { type: 'autoAssignment.observed', at: 2_160_000, evidence: [], value, restored };
}

export function choose(path: Path): IncidentEvent {
  return ada('path.choose', { path });
}

export function steps(count: number): readonly IncidentEvent[] {
  return Array.from({ length: count }, () => ada('step.confirm'));
}

/** What the bot reads of a step that somebody says is done. */
export function read(step: string, found: StepReading['found'] = 'so', what = 'It was read.'): IncidentEvent {
  return { type: 'step.observed', at: 2_120_000, step, reading: { found, what } };
}

/** A re-point made durable: the revert merged, its build verified and promoted, production tested. */
export const MADE_DURABLE: readonly IncidentEvent[] = [
  ...steps(2),
  read('verifyNewBuild'),
  ...steps(1),
  read('promoteNewBuild'),
  ...steps(1),
];

/** One destructive step: Ada asks, Bob approves, Ada says that it is done. */
export const TWO_PEOPLE: readonly IncidentEvent[] = [ada('step.request'), bob('step.approve'), ada('step.confirm')];

export const TO_CONFIRMING: readonly IncidentEvent[] = [gathered(APP_BUG), ada('data.reportIntact'), ada('class.confirm')];
export const TO_MOVING: readonly IncidentEvent[] = [...TO_CONFIRMING, ada('move.confirm')];
export const TO_MOVED: readonly IncidentEvent[] = [...TO_MOVING, accepted, succeeded, swapped];
export const TO_SCHEMA_MISTAKE: readonly IncidentEvent[] = [gathered(SCHEMA_MISTAKE), ada('data.reportIntact'), ada('class.confirm')];
export const TO_REFUSED: readonly IncidentEvent[] = [...TO_SCHEMA_MISTAKE, choose('compatible re-point')];
