import type { RecoveryQuestion } from '#machines/recovery-question.ts';
import type { ServiceConfig } from '#src/config/config.ts';
import type { RecoveryPlan } from '#src/evidence/recovery/plan.ts';
import { heartbeatId } from './heartbeat-id.ts';
import { recoverySettings } from './recovery-settings.ts';

/** What the tree asks, with the service's own cadence. */
export function recoveryPlan(question: RecoveryQuestion, { verification }: ServiceConfig): RecoveryPlan {
  const { bad, goodSince, newSince, culprit, heartbeats, incident } = question;
  // Where nobody knows which time was healthy there is no baseline: taking the incident for one would call it recovered.
  const healthyUntil = question.healthyUntil ?? goodSince;
  const baselineMs = question.healthyUntil === null ? 0 : verification.baselineMs;
  return {
    baseline: { start: healthyUntil - baselineMs, end: healthyUntil },
    incident: bad,
    postStart: goodSince,
    excluded: [],
    culprit,
    newIssuesSince: newSince,
    heartbeats: heartbeats.map(({ number, sentAt }) => ({ id: heartbeatId(incident, number), sentAt })),
    settings: recoverySettings(verification),
  };
}
