import { assess, type Assessment } from '#src/evidence/facts/assess.ts';
import type { Sources } from '#src/evidence/facts/question.ts';
import { DEFAULT_RECOVERY_SETTINGS } from '#src/evidence/recovery/settings.ts';
import { NOW } from '#test/support/shop.ts';
import { HOUR } from './sources.ts';

export function assessed(from: Sources, deadlineMs = HOUR): Promise<Assessment> {
  const settings = {
    probes: ['/', '/invoices'].map((path) => ({ path, must: [], mustNot: [] })),
    deadlineMs,
    schemaDeadlineMs: HOUR,
    baselineMs: 2 * HOUR,
    recovery: DEFAULT_RECOVERY_SETTINGS,
    migrations: 'db',
  };
  return assess(from, settings, NOW, new AbortController().signal);
}
