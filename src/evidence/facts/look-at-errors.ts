import { deployStart } from '#domain/deploy-start.ts';
import type { Deployment } from '#domain/deployment.ts';
import type { Evidence, Verdict } from '#domain/evidence.ts';
import type { Culprit } from '#domain/plan.ts';
import type { Errors, Window } from '#src/providers/errors.ts';
import { findCulprit } from '../recovery/find-culprit.ts';
import { onsetOfErrors } from '../recovery/onset-of-errors.ts';
import { targetWasClean } from '../recovery/target-was-clean.ts';
import { withLink } from '../with-link.ts';
import { withinDeadline, type Read } from '../within-deadline.ts';
import { nameFault } from './name-fault.ts';
import type { AssessmentSettings, Pair, Sources } from './question.ts';

type Settings = Pick<AssessmentSettings, 'deadlineMs' | 'baselineMs' | 'recovery'>;

/** Errors that are older than the deploy are looked for in so much time before it. */
const LEAD_MS = 30 * 60_000;

/** Whether the errors began with the suspected deploy, which error it brought, and whether the target had that one too. */
export async function lookAtErrors(
  { errors }: Pick<Sources, 'errors'>,
  settings: Settings,
  pair: Pair,
  now: number,
  signal: AbortSignal,
): Promise<{ evidence: readonly Evidence[]; culprit: Culprit | null }> {
  if (errors === null) return await notCounted(pair, now);
  const suspect = await pair.suspect;
  if (suspect === null) {
    const summary = 'It is not known when the suspected deploy went live, so the errors were not compared with it.';
    const unchecked = await pair.target;
    return {
      evidence: [
        { kind: 'errors.began', source: errors.source, verdict: 'inconclusive', summary, observedAt: now },
        ...(unchecked === null
          ? []
          : [notChecked(errors, 'inconclusive', 'It is not known when the target stopped serving, so it was not checked.', now)]),
      ],
      culprit: null,
    };
  }
  const { deadlineMs, baselineMs, recovery } = settings;
  const deployAt = deployStart(suspect);
  const baseline = { start: deployAt - baselineMs, end: deployAt };
  const [onset, culprit] = await Promise.all([
    withinDeadline((stopped) => onsetOfErrors(errors, { deployAt, baseline, now, settings: recovery }, stopped), deadlineMs, signal),
    withinDeadline((stopped) => findCulprit(errors, { window: { start: deployAt, end: now }, deployAt }, stopped), deadlineMs, signal),
  ]);
  const dated: Evidence =
    onset.kind === 'read'
      ? onset.value
      : {
          kind: 'errors.began',
          source: errors.source,
          verdict: 'unavailable',
          summary: `The error rate could not be read. ${onset.why}`,
          observedAt: now,
        };
  const began = await nameFault(errors, dated, { start: deployAt - LEAD_MS, end: now }, deadlineMs, signal);
  const target = await pair.target;
  const evidence = target === null ? [began] : [began, await clean(errors, settings, { culprit, target, baseline }, now, signal)];
  const found = culprit.kind === 'read' ? culprit.value : null;
  return { evidence: evidence.map((one) => withLink(one, found)), culprit: found };
}

async function clean(
  errors: Errors,
  { deadlineMs, recovery }: Settings,
  { culprit, target, baseline }: { culprit: Read<Culprit | null>; target: Deployment; baseline: Window },
  now: number,
  signal: AbortSignal,
): Promise<Evidence> {
  const { commit } = target;
  if (culprit.kind === 'unavailable') return notChecked(errors, 'unavailable', culprit.why, now);
  const found = culprit.value;
  if (found === null) return notChecked(errors, 'inconclusive', 'No error is new since the deploy.', now);
  if (commit === null) return notChecked(errors, 'inconclusive', 'Its commit is not known, so its release is not either.', now);
  const window = servedBefore(baseline, target);
  const read = await withinDeadline(
    (stopped) => targetWasClean(errors, { culprit: found, targetRelease: commit, window, now, finestMs: recovery.bucketMs }, stopped),
    deadlineMs,
    signal,
  );
  return read.kind === 'read' ? read.value : notChecked(errors, 'unavailable', read.why, now);
}

async function notCounted({ target }: Pick<Pair, 'target'>, now: number): Promise<{ evidence: readonly Evidence[]; culprit: null }> {
  const base = { source: 'config', verdict: 'unavailable', observedAt: now } as const;
  const began: Evidence = {
    ...base,
    kind: 'errors.began',
    summary: 'No error tracker is configured, so nobody looked when the errors began.',
  };
  const clean: Evidence = { ...base, kind: 'target.clean', summary: 'No error tracker is configured, so the target was not checked.' };
  return { evidence: (await target) === null ? [began] : [began, clean], culprit: null };
}

/** Said even where nothing was looked up: what an earlier look found must not stand for this one. */
function notChecked(errors: Errors, verdict: Verdict, why: string, now: number): Evidence {
  return { kind: 'target.clean', source: errors.source, verdict, summary: `The target was not checked. ${why}`, observedAt: now };
}

/** The part of the baseline in which the target itself served. */
function servedBefore(baseline: Window, { liveAt }: Deployment): Window {
  return liveAt === null || liveAt >= baseline.end ? baseline : { ...baseline, start: Math.max(baseline.start, liveAt) };
}
