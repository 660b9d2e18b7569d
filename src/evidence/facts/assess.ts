import { NO_PLAN, type Culprit, type Plan } from '#domain/plan.ts';
import type { Evidence } from '#domain/evidence.ts';
import { withinDeadline } from '../within-deadline.ts';
import { databaseFree } from './database-free.ts';
import { lookAtErrors } from './look-at-errors.ts';
import { lookAtTarget } from './look-at-target.ts';
import type { AssessmentSettings, Sources } from './question.ts';
import { serving } from './serving.ts';
import { targetAvailable } from './target-available.ts';

export interface Assessment {
  readonly plan: Plan;
  readonly evidence: readonly Evidence[];
  readonly culprit: Culprit | null;
}

/**
 * Every fact that the class depends on. Each source is asked as soon as what the question needs is known, so that it takes as long
 * as the slowest single chain; a source that hangs costs its deadline, is reported as unavailable, and blocks nothing that does not need it.
 */
export async function assess(sources: Sources, settings: AssessmentSettings, now: number, signal: AbortSignal): Promise<Assessment> {
  const { deploys, database } = sources;
  const reading = withinDeadline((stopped) => deploys.production(stopped), settings.deadlineMs, signal);
  const listing = withinDeadline((stopped) => deploys.targets(stopped), settings.deadlineMs, signal);
  const newest = withinDeadline((stopped) => deploys.newest(stopped), settings.deadlineMs, signal);
  const stuck = databaseFree(database, settings.deadlineMs, now, signal);
  const pair = {
    suspect: reading.then((read) => (read.kind === 'read' ? read.value.current : null)),
    target: listing.then((read) => (read.kind === 'read' ? (read.value[0] ?? null) : null)),
  };
  const [production, targets, looked, { evidence: errors, culprit }, suspect, target] = await Promise.all([
    reading,
    listing,
    lookAtTarget(sources, settings, pair, now, signal),
    lookAtErrors(sources, settings, pair, now, signal),
    pair.suspect,
    pair.target,
  ]);
  const plan: Plan = {
    ...NO_PLAN,
    suspect,
    target,
    otherTargets: targets.kind === 'read' ? targets.value.slice(1, 4) : [],
    domains: looked.domains,
    autoAssignment: production.kind === 'read' ? production.value.autoAssignment : 'unknown',
  };
  return {
    plan,
    culprit,
    evidence: [serving(production, await newest, now), targetAvailable(targets, now), ...errors, ...looked.evidence, await stuck],
  };
}
