/** The runbooks that a service can have: which paths it offers, which steps they have, and what must be done afterwards. */
export const PRESETS = ['re-point', 'blue-green', 'fast-forward', 'managed-database', 'rollback-script'] as const;

export type Preset = (typeof PRESETS)[number];
