import type { ServiceConfig } from '#src/config/config.ts';
import type { AssessmentSettings } from '#src/evidence/facts/question.ts';
import { recoverySettings } from './recovery-settings.ts';

export function assessmentSettings({ code, app, factTimeoutMs, verification }: ServiceConfig): AssessmentSettings {
  return {
    migrations: code.migrations,
    probes: app.probes,
    deadlineMs: factTimeoutMs,
    baselineMs: verification.baselineMs,
    recovery: recoverySettings(verification),
  };
}
