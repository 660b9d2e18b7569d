import type { Culprit } from '#domain/plan.ts';
import type { RecoveryReading } from '#machines/events.ts';
import type { RecoveryQuestion } from '#machines/recovery-question.ts';
import { culpritOf } from '#src/evidence/recovery/find-culprit.ts';
import { lookAtRecovery as look, type RecoveryLook } from '#src/evidence/recovery/look-at-recovery.ts';
import { DEFAULT_RECOVERY_SETTINGS } from '#src/evidence/recovery/settings.ts';
import { recoveryEvidence } from '#src/evidence/recovery/recovery-evidence.ts';
import { withLink } from '#src/evidence/with-link.ts';
import { withinDeadline } from '#src/evidence/within-deadline.ts';
import type { EffectParts, ServiceParts } from './parts.ts';
import { recoveryPlan } from './recovery-plan.ts';
import type { Does } from './does.ts';
import { sourceOf } from './source-of.ts';
import { trackerOf } from './tracker-of.ts';

/** One look at the error rate, from scratch. A failed look is a verdict of its own. */
export function lookAtRecovery(parts: EffectParts): Does<'lookAtRecovery'> {
  return {
    leaseMs: 60_000,
    repeat: 'safe',
    onlyReads: true,
    isRoutine: true,
    maxAttempts: 3,
    perform: async ({ input: { question } }, { signal, now }) => {
      const service = parts.service(question.service);
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(2 * service.config.factTimeoutMs)]);
      const looked = await look(trackerOf(service), recoveryPlan(question, service.config), now(), deadline);
      const culprit = await newCulprit(service, question, looked, signal);
      return {
        kind: 'done',
        event: {
          type: 'recovery.observed',
          recovery: readingOf(looked),
          evidence: [withLink(recoveryEvidence(looked, trackerOf(service).source), culprit ?? question.culprit)],
          chart: looked.chart,
          culprit,
        },
      };
    },
    onGivenUp: ({ input: { question }, createdAt }, why) => {
      const summary = `Cannot look: ${why}`;
      const { bucketMs, deadlineMs } = DEFAULT_RECOVERY_SETTINGS;
      return {
        type: 'recovery.observed',
        recovery: { verdict: 'cannot look', reason: 'unavailable', over: createdAt >= question.goodSince + deadlineMs },
        evidence: [
          {
            kind: 'recovery',
            source: sourceOf(parts, question.service, trackerOf),
            verdict: 'unavailable',
            summary,
            observedAt: createdAt,
          },
        ],
        chart: { bucketMs, buckets: [] },
        culprit: null,
      };
    },
  };
}

function readingOf({ verdict }: RecoveryLook): RecoveryReading {
  return { verdict: verdict.kind, reason: 'reason' in verdict ? verdict.reason : verdict.basis, over: verdict.final };
}

/** Fewer than this are chance. */
const FEWEST_EVENTS = 5;

/** The error that people see since the move, where it is not the one that they were paged for: the move traded one outage for another. */
async function newCulprit(
  service: ServiceParts,
  question: RecoveryQuestion,
  { verdict, at }: RecoveryLook,
  signal: AbortSignal,
): Promise<Culprit | null> {
  if (verdict.kind !== 'still failing' || verdict.reason === 'culprit continues') return null;
  const window = { start: question.goodSince, end: at };
  const firstSeenAfter = verdict.reason === 'new error' ? question.newSince : null;
  const read = await withinDeadline(
    (stopped) => trackerOf(service).issues(window, firstSeenAfter, stopped),
    service.config.factTimeoutMs,
    signal,
  );
  const [most] = read.kind === 'read' ? [...read.value].sort((left, right) => right.count - left.count) : [];
  if (most === undefined || most.count < FEWEST_EVENTS || most.shortId === question.culprit?.shortId) return null;
  return culpritOf(most);
}
