import { schemaDetails } from '#domain/schema-details.ts';
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
import { undone } from './undone.ts';
import { targetAvailable } from './target-available.ts';

export interface Assessment {
  readonly plan: Plan;
  readonly evidence: readonly Evidence[];
  readonly culprit: Culprit | null;
  /** The verdict on the schema is still being made. */
  readonly schemaIsLate: boolean;
}

/** Offered besides the newest one, and besides those that are known to run where it does not. */
const MOST_OTHERS = 3;

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
  const eligible = listing.then((read) => (read.kind === 'read' ? read.value : []));
  const pair = {
    suspect: reading.then((read) => (read.kind === 'read' ? read.value.current : null)),
    target: eligible.then(([target = null]) => target),
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
    const [suspect, [target = null, ...others], build] = await Promise.all([pair.suspect, eligible, newest]);
    const question = { suspect, target, others, newest: build, deadlineMs: settings.schemaDeadlineMs };
    return await schemaFits(sources.schema, question, now, signal);
  };
  const [[production, targets, looked, { evidence: errors, culprit }, suspect, build], { evidence: fits, late }, changes] =
    await Promise.all([others, inGoodTime(judge(), others, now), undone(sources.codeHost, pair, settings, now, signal)]);
  const [target = null, ...more] = await eligible;
  const fitting = schemaDetails(fits)?.fitting ?? [];
  const plan: Plan = {
    ...NO_PLAN,
    suspect,
    target,
    otherTargets: more.filter(({ id }, index) => index < MOST_OTHERS || fitting.includes(id)),
    domains: looked.domains,
    autoAssignment: production.kind === 'read' ? production.value.autoAssignment : 'unknown',
  };
  return {
    plan,
    culprit,
    schemaIsLate: late,
    evidence: [
      serving(production, build, deploys.source, now),
      targetAvailable(targets, deploys.source, now),
      ...errors,
      fits,
      ...looked.evidence,
      await stuck,
      ...(changes === null ? [] : [changes]),
    ],
  };
}
