import type { Culprit } from '#domain/plan.ts';
import type { RecoveryReading } from '#machines/events.ts';
import type { RecoveryQuestion } from '#machines/recovery-question.ts';
import type { Performer } from '#src/engine/performer.ts';
import { culpritOf } from '#src/evidence/recovery/find-culprit.ts';
import { lookAtRecovery as look, type RecoveryLook } from '#src/evidence/recovery/look-at-recovery.ts';
import type { RecoveryPlan } from '#src/evidence/recovery/plan.ts';
import { recoveryEvidence } from '#src/evidence/recovery/recovery-evidence.ts';
import { withinDeadline } from '#src/evidence/within-deadline.ts';
import type { ServiceConfig } from '#src/config/config.ts';
import { heartbeatId } from './heartbeat-id.ts';
import type { EffectParts, ServiceParts } from './parts.ts';
import { recoverySettings } from './recovery-settings.ts';

/** One look at the error rate, from scratch. A failed look is a verdict of its own. */
export function lookAtRecovery(parts: EffectParts): Performer<{ question: RecoveryQuestion }> {
  return {
    leaseMs: 60_000,
    repeat: 'safe',
    perform: async ({ input: { question } }, { signal, now }) => {
      const service = parts.service(question.service);
      const looked = await look(service.errors, planOf(question, service.config), now(), signal);
      const culprit = await newCulprit(service, question, looked, signal);
      return {
        kind: 'done',
        event: {
          type: 'recovery.observed',
          recovery: readingOf(looked),
          evidence: [recoveryEvidence(looked)],
          chart: looked.chart,
          culprit,
        },
      };
    },
  };
}

function planOf(question: RecoveryQuestion, { verification }: ServiceConfig): RecoveryPlan {
  const { bad, goodSince, newSince, culprit, heartbeats, incident } = question;
  const healthyUntil = question.healthyUntil ?? goodSince;
  return {
    baseline: { start: healthyUntil - verification.baselineMs, end: healthyUntil },
    incident: bad,
    postStart: goodSince,
    excluded: [],
    culprit,
    newIssuesSince: newSince,
    heartbeats: heartbeats.map(({ number, sentAt }) => ({ id: heartbeatId(incident, number), sentAt })),
    settings: recoverySettings(verification),
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
  if (verdict.kind !== 'still failing') return null;
  const window = { start: question.goodSince, end: at };
  const read = await withinDeadline((stopped) => service.errors.issues(window, null, stopped), service.config.factTimeoutMs, signal);
  const [most] = read.kind === 'read' ? [...read.value].sort((left, right) => right.count - left.count) : [];
  if (most === undefined || most.count < FEWEST_EVENTS || most.shortId === question.culprit?.shortId) return null;
  return culpritOf(most);
}
