import { lookAtRecovery } from '#src/evidence/recovery/look-at-recovery.ts';
import type { RecoveryLook } from '#src/evidence/recovery/look-at-recovery.ts';
import type { RecoveryPlan } from '#src/evidence/recovery/plan.ts';
import { DEFAULT_RECOVERY_SETTINGS } from '#src/evidence/recovery/settings.ts';
import type { Window } from '#src/providers/errors.ts';
import type { ErrorsScript, ScriptedEvent } from './scripted-errors.ts';
import { evenly, scriptedErrors } from './scripted-errors.ts';

export const MINUTE = 60_000;
export const DEPLOYED = Date.UTC(2026, 10, 20, 13, 50);
export const MOVED = DEPLOYED + 10 * MINUTE;
export const BASELINE: Window = { start: DEPLOYED - 4 * 60 * MINUTE, end: DEPLOYED };
export const INCIDENT: Window = { start: DEPLOYED, end: MOVED };
export const CULPRIT = { shortId: 'SHOP-7', title: 'column "total" does not exist', route: 'POST /api/checkout' };

/**
 * A shop, so many minutes after the move. 60 requests and 2 errors a minute; during the incident 24 more errors a minute of one
 * new issue. A test event every 15 s since the move.
 */
export interface RecoveringShop {
  readonly script: ErrorsScript;
  readonly plan: RecoveryPlan;
  readonly now: number;
  readonly look: (changes?: Partial<RecoveryPlan>) => Promise<RecoveryLook>;
}

export function recoveringShop(minutesAfter: number, errorsAfter: readonly ScriptedEvent[] = [], requestsAfter = 60): RecoveringShop {
  const now = MOVED + minutesAfter * MINUTE;
  const route = 'POST /api/checkout';
  const script: ErrorsScript = {
    now: () => now,
    events: [
      ...evenly(2, { start: BASELINE.start, end: now }, { shortId: 'SHOP-1', release: 'good' }),
      ...evenly(24, INCIDENT, { shortId: 'SHOP-7', release: 'bad' }),
      ...errorsAfter,
    ],
    requests: [
      ...evenly(60, { start: BASELINE.start, end: MOVED }, { route }),
      ...(requestsAfter === 0 || minutesAfter === 0 ? [] : evenly(requestsAfter, { start: MOVED, end: now }, { route })),
    ],
    titles: { 'SHOP-7': 'column "total" does not exist', 'SHOP-9': 'column "total" does not exist' },
    heartbeats: Object.fromEntries(Array.from({ length: minutesAfter * 4 + 1 }, (_, index) => [`beat-${index}`, MOVED + index * 15_000])),
  };
  const plan: RecoveryPlan = {
    baseline: BASELINE,
    incident: INCIDENT,
    postStart: MOVED,
    excluded: [],
    culprit: CULPRIT,
    newIssuesSince: MOVED,
    heartbeats: Object.entries(script.heartbeats)
      .map(([id, sentAt]) => ({ id, sentAt }))
      .toReversed(),
    settings: DEFAULT_RECOVERY_SETTINGS,
  };
  const { signal } = new AbortController();
  return { script, plan, now, look: (changes = {}) => lookAtRecovery(scriptedErrors(script), { ...plan, ...changes }, now, signal) };
}

/** The incident goes on for so many minutes after the move. */
export function stillBroken(minutes: number): ScriptedEvent[] {
  return evenly(24, { start: MOVED, end: MOVED + minutes * MINUTE }, { shortId: 'SHOP-7', release: 'bad' });
}
