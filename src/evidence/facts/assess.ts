import { NO_PLAN, type Culprit, type Plan } from '#domain/plan.ts';
import type { Evidence } from '#domain/evidence.ts';
import { withinDeadline } from '../within-deadline.ts';
import { databaseFree } from './database-free.ts';
import { inGoodTime } from './in-good-time.ts';
import { lookAtErrors } from './look-at-errors.ts';
import { lookAtTarget } from './look-at-target.ts';
import type { AssessmentSettings, Sources } from './question.ts';
import { schemaFits } from './schema-fits.ts';
import { serving } from './serving.ts';
import { targetAvailable } from './target-available.ts';

export interface Assessment {
  readonly plan: Plan;
  readonly evidence: readonly Evidence[];
  readonly culprit: Culprit | null;
  /** The verdict on the schema is still being made. */
  readonly schemaIsLate: boolean;
}

/** The newest is proposed. */
const MOST_OFFERED = 4;

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
  const offered = listing.then((read) => (read.kind === 'read' ? read.value.slice(0, MOST_OFFERED) : []));
  const pair = {
    suspect: reading.then((read) => (read.kind === 'read' ? read.value.current : null)),
    target: offered.then(([target = null]) => target),
  };
  const others = Promise.all([
    reading,
    listing,
    lookAtTarget(sources, settings, pair, now, signal),
    lookAtErrors(sources, settings, pair, now, signal),
    pair.suspect,
    newest,
  ]);
  const judge = async (): Promise<Evidence> => {
    const [suspect, [target = null, ...more], build] = await Promise.all([pair.suspect, offered, newest]);
    const question = { suspect, target, others: more, newest: build, deadlineMs: settings.schemaDeadlineMs };
    return await schemaFits(sources.schema, question, now, signal);
  };
  const [[production, targets, looked, { evidence: errors, culprit }, suspect, build], { evidence: fits, late }] = await Promise.all([
    others,
    inGoodTime(judge(), others, now),
  ]);
  const [target = null, ...otherTargets] = await offered;
  const plan: Plan = {
    ...NO_PLAN,
    suspect,
    target,
    otherTargets,
    domains: looked.domains,
    autoAssignment: production.kind === 'read' ? production.value.autoAssignment : 'unknown',
  };
  return {
    plan,
    culprit,
    schemaIsLate: late,
    evidence: [serving(production, build, now), targetAvailable(targets, now), ...errors, fits, ...looked.evidence, await stuck],
  };
}
