import type { ServiceConfig } from '#src/config/config.ts';
import { DEFAULT_RECOVERY_SETTINGS, type RecoverySettings } from '#src/evidence/recovery/settings.ts';

/** The service's own cadence. What is not configured follows from the bucket, so that a sandbox that lives in seconds is judged alike. */
export function recoverySettings({
  bucketMs,
  graceMs,
  minimumMs,
  pollMs,
  deadlineMs,
  baselineMs,
}: Omit<ServiceConfig['verification'], 'afterCloseMs'>): RecoverySettings {
  const scale = bucketMs / DEFAULT_RECOVERY_SETTINGS.bucketMs;
  return {
    ...DEFAULT_RECOVERY_SETTINGS,
    bucketMs,
    // A short baseline has too few wide buckets: those that its ends cut are not counted.
    baselineBucketMs: baselineMs < 3_600_000 ? bucketMs : Math.max(bucketMs, DEFAULT_RECOVERY_SETTINGS.baselineBucketMs),
    graceMs,
    minimumCompleteMs: minimumMs,
    pollMs,
    deadlineMs,
    minimumExposureMinutes: DEFAULT_RECOVERY_SETTINGS.minimumExposureMinutes * scale,
    startEveryMs: DEFAULT_RECOVERY_SETTINGS.startEveryMs * scale,
    heartbeatSlackMs: DEFAULT_RECOVERY_SETTINGS.heartbeatSlackMs * scale,
    stalledAfterMs: DEFAULT_RECOVERY_SETTINGS.stalledAfterMs * scale,
  };
}
