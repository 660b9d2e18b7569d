import { deployStart } from '#domain/deploy-start.ts';
import type { Deployment } from '#domain/deployment.ts';
import type { Evidence } from '#domain/evidence.ts';
import { NO_PLAN, type Culprit, type Plan } from '#domain/plan.ts';
import type { Code } from '#src/providers/code.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import type { Errors, Window } from '#src/providers/errors.ts';
import { probeTarget } from '../probe/probe-target.ts';
import { findCulprit } from '../recovery/find-culprit.ts';
import { onsetOfErrors } from '../recovery/onset-of-errors.ts';
import type { RecoverySettings } from '../recovery/settings.ts';
import { targetWasClean } from '../recovery/target-was-clean.ts';
import { withinDeadline } from '../within-deadline.ts';
import { schemaFits } from './schema-fits.ts';
import { serving } from './serving.ts';
import { targetAvailable } from './target-available.ts';

export interface Sources {
  readonly deploys: Deploys;
  readonly errors: Errors;
  readonly code: Code | null;
}

export interface AssessmentSettings {
  readonly migrations: string;
  readonly probes: readonly string[];
  /** How long one fact may take before it is unavailable. */
  readonly deadlineMs: number;
  readonly baselineMs: number;
  readonly recovery: RecoverySettings;
}

export interface Assessment {
  readonly plan: Plan;
  readonly evidence: readonly Evidence[];
  readonly culprit: Culprit | null;
}

/**
 * Every fact that the class depends on. All sources are asked at once, so that it takes as long as the slowest single chain;
 * a source that hangs costs its deadline, is reported as unavailable, and blocks nothing that does not need it.
 */
export async function assess(sources: Sources, settings: AssessmentSettings, now: number, signal: AbortSignal): Promise<Assessment> {
  const { deploys } = sources;
  const { deadlineMs } = settings;
  const [production, targets] = await Promise.all([
    withinDeadline((stopped) => deploys.production(stopped), deadlineMs, signal),
    withinDeadline((stopped) => deploys.targets(stopped), deadlineMs, signal),
  ]);
  const suspect = production.kind === 'read' ? production.value.current : null;
  const [target = null, ...otherTargets] = targets.kind === 'read' ? targets.value : [];

  const [looked, { evidence: errors, culprit }] = await Promise.all([
    lookAtTarget(sources, settings, { suspect, target }, now, signal),
    lookAtErrors(sources, settings, { suspect, target }, now, signal),
  ]);
  const plan: Plan = {
    ...NO_PLAN,
    suspect,
    target,
    otherTargets: otherTargets.slice(0, 3),
    domains: looked.domains,
    autoAssignment: production.kind === 'read' ? production.value.autoAssignment : 'unknown',
  };
  return { plan, culprit, evidence: [serving(production, now), targetAvailable(targets, now), ...errors, ...looked.evidence] };
}

interface Pair {
  readonly suspect: Deployment | null;
  readonly target: Deployment | null;
}

/** What going to this target would meet: its own URL on today's database, its migrations, and the domains that would move. */
export async function lookAtTarget(
  { deploys, code }: Pick<Sources, 'deploys' | 'code'>,
  { migrations, probes, deadlineMs }: AssessmentSettings,
  { suspect, target }: Pair,
  now: number,
  signal: AbortSignal,
): Promise<{ evidence: readonly Evidence[]; domains: readonly string[] }> {
  const [schema, probe, domains] = await Promise.all([
    schemaFits(code, { target, live: suspect, migrations, deadlineMs }, now, signal),
    target === null ? [] : probed(deploys, target, probes, deadlineMs, now, signal),
    target === null
      ? ({ kind: 'read', value: [] } as const)
      : withinDeadline((stopped) => deploys.preview(target.id, stopped), deadlineMs, signal),
  ]);
  return { evidence: [schema, ...probe], domains: domains.kind === 'read' ? domains.value : [] };
}

async function probed(
  deploys: Deploys,
  target: Deployment,
  probes: readonly string[],
  deadlineMs: number,
  now: number,
  signal: AbortSignal,
): Promise<Evidence[]> {
  const read = await withinDeadline((stopped) => probeTarget(deploys, target, probes, now, stopped), deadlineMs, signal);
  if (read.kind === 'read') return [read.value];
  return [
    {
      kind: 'target.answers',
      source: 'app',
      verdict: 'unavailable',
      summary: `The target's own URL could not be asked: ${read.why}.`,
      observedAt: now,
    },
  ];
}

async function lookAtErrors(
  { errors }: Pick<Sources, 'errors'>,
  { deadlineMs, baselineMs, recovery }: AssessmentSettings,
  { suspect, target }: Pair,
  now: number,
  signal: AbortSignal,
): Promise<{ evidence: readonly Evidence[]; culprit: Culprit | null }> {
  if (suspect === null) {
    const summary = 'Nobody knows when the suspected deploy went live, so the errors were not compared with it.';
    return { evidence: [{ kind: 'errors.began', source: 'sentry', verdict: 'inconclusive', summary, observedAt: now }], culprit: null };
  }
  const deployAt = deployStart(suspect);
  const baseline = { start: deployAt - baselineMs, end: deployAt };
  const [onset, culprit] = await Promise.all([
    withinDeadline((stopped) => onsetOfErrors(errors, { deployAt, baseline, now, settings: recovery }, stopped), deadlineMs, signal),
    withinDeadline((stopped) => findCulprit(errors, { window: { start: deployAt, end: now }, deployAt }, stopped), deadlineMs, signal),
  ]);
  const began: Evidence =
    onset.kind === 'read'
      ? onset.value
      : {
          kind: 'errors.began',
          source: 'sentry',
          verdict: 'unavailable',
          summary: `The error rate could not be read: ${onset.why}.`,
          observedAt: now,
        };
  const found = culprit.kind === 'read' ? culprit.value : null;
  if (found === null || target?.commit == null) return { evidence: [began], culprit: found };

  const clean = await withinDeadline(
    (stopped) =>
      targetWasClean(
        errors,
        {
          culprit: found,
          targetRelease: target.commit ?? target.id,
          window: servedBefore(baseline, target),
          now,
          finestMs: recovery.bucketMs,
        },
        stopped,
      ),
    deadlineMs,
    signal,
  );
  return { evidence: clean.kind === 'read' ? [began, clean.value] : [began], culprit: found };
}

/** The part of the baseline in which the target itself served. */
function servedBefore(baseline: Window, { liveAt }: Deployment): Window {
  return liveAt === null || liveAt >= baseline.end ? baseline : { ...baseline, start: Math.max(baseline.start, liveAt) };
}
