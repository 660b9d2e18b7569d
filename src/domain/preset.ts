/** Which runbook a service follows: what each class offers, in which order, and what is asked for at the end. It names no vendor. */
export const PRESETS = ['re-point', 'blue-green', 'fast-forward', 'managed-database', 'rollback-script'] as const;

export type Preset = (typeof PRESETS)[number];
