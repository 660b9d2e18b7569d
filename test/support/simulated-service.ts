import type { Observed, RecoveryInput } from '#src/evidence/recovery/judge-recovery.ts';
import { judgeRecovery } from '#src/evidence/recovery/judge-recovery.ts';
import type { Sample } from '#src/evidence/recovery/period.ts';
import type { RecoverySettings } from '#src/evidence/recovery/settings.ts';
import { DEFAULT_RECOVERY_SETTINGS } from '#src/evidence/recovery/settings.ts';
import type { RecoveryVerdict } from '#src/evidence/recovery/verdict.ts';
import type { SeededRandom } from './seeded-random.ts';

const NORMAL_REQUESTS = 600;
const MOVED_AT = Date.UTC(2026, 10, 20, 14, 0);
const MINUTE = 60_000;

/** A service with 24 h of baseline and a ten-minute incident. Rates are errors per minute of normal traffic. */
export interface SimulatedService {
  readonly baseline: number;
  readonly incident: number;
  /** By minutes since the move. */
  readonly after: (minute: number) => number;
  /** Traffic since the move as a share of normal. */
  readonly traffic?: number;
  /** Variance over mean of the counts per minute. */
  readonly dispersion?: number;
  readonly settings?: Partial<RecoverySettings>;
}

export interface SimulatedRun {
  /** Minutes since the move of the first `recovered`; null where it never came. */
  readonly recoveredAfter: number | null;
  readonly everFailing: boolean;
  readonly last: RecoveryVerdict;
}

/** Looks every `lookMs` until recovered or for `minutes`. Counts arrive at once. */
export function simulate(service: SimulatedService, random: SeededRandom, minutes: number, lookMs = 30_000): SimulatedRun {
  const settings = { ...DEFAULT_RECOVERY_SETTINGS, deadlineMs: minutes * MINUTE, ...service.settings };
  const { bucketMs } = settings;
  const { traffic = 1, dispersion = 1 } = service;
  const samples = (start: number, end: number, bucketMs: number, rate: (at: number) => number, share: number): Sample[] => {
    const all: Sample[] = [];
    const bucketMinutes = bucketMs / MINUTE;
    for (let at = start; at < end; at += bucketMs) {
      all.push({
        at,
        errors: random.bursty(rate(at) * share * bucketMinutes, dispersion),
        traffic: NORMAL_REQUESTS * share * bucketMinutes,
      });
    }
    return all;
  };
  const baseline = { start: MOVED_AT - 1460 * MINUTE, end: MOVED_AT - 20 * MINUTE };
  const incident = { start: MOVED_AT - 10 * MINUTE, end: MOVED_AT };
  const post = { start: MOVED_AT, end: MOVED_AT + minutes * MINUTE };
  const total: Observed = {
    baseline: { window: baseline, bucketMs: MINUTE, samples: samples(baseline.start, baseline.end, MINUTE, () => service.baseline, 1) },
    incident: { window: incident, bucketMs, samples: samples(incident.start, incident.end, bucketMs, () => service.incident, 1) },
    post: {
      window: post,
      bucketMs,
      samples: samples(post.start, post.end, bucketMs, (at) => service.after((at - MOVED_AT) / MINUTE), traffic),
    },
  };

  let everFailing = false;
  let last: RecoveryVerdict = judgeRecovery(inputAt(total, MOVED_AT, settings));
  for (let now = MOVED_AT + lookMs; now <= post.end; now += lookMs) {
    last = judgeRecovery(inputAt(total, now, settings));
    everFailing ||= last.kind === 'still failing';
    if (last.kind === 'recovered') return { recoveredAfter: (now - MOVED_AT) / MINUTE, everFailing, last };
  }
  return { recoveredAfter: null, everFailing, last };
}

export function inputAt(total: Observed, now: number, settings: RecoverySettings): RecoveryInput {
  return {
    now,
    postStart: total.post.window.start,
    total,
    culprit: null,
    watermark: { kind: 'proved', through: now, lagMs: 0 },
    rejected: 0,
    newIssues: [],
    newIssuesSince: total.post.window.start,
    releases: [],
    settings,
  };
}
