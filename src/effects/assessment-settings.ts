import type { ServiceConfig } from '#src/config/config.ts';
import type { AssessmentSettings } from '#src/evidence/facts/question.ts';
import { recoverySettings } from './recovery-settings.ts';

/** On a machine that is busy it takes long, and it is worth waiting for: nothing else waits for it. */
export const SCHEMA_DEADLINE_MS = 90_000;

export function assessmentSettings({ app, code, factTimeoutMs, verification }: ServiceConfig): AssessmentSettings {
  return {
    probes: app.probes,
    deadlineMs: factTimeoutMs,
    schemaDeadlineMs: SCHEMA_DEADLINE_MS,
    baselineMs: verification.baselineMs,
    recovery: recoverySettings(verification),
    migrations: code.migrations,
  };
}
