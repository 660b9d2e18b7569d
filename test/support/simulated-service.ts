import type { Observed, ObservedCulprit, RecoveryInput } from '#src/evidence/recovery/judge-recovery.ts';
import { judgeRecovery } from '#src/evidence/recovery/judge-recovery.ts';
import type { Period, Sample } from '#src/evidence/recovery/period.ts';
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
  /** The error that the deploy brought, on top of the others, and whether its page's visits are counted. Rates as above. */
  readonly culprit?: {
    readonly incident: number;
    readonly after: (minute: number) => number;
    /** Visits of its page since the move as a share of normal; not given, nobody counts them. */
    readonly visits?: (minute: number) => number;
  };
}

/** What a service was said to be, look by look. */
export interface SimulatedWatch {
  /** How often it was newly said to be recovered. */
  readonly timesRecovered: number;
  /** Minutes since the move of the first relapse that was told; null where none was. */
  readonly relapseToldAt: number | null;
  readonly last: RecoveryVerdict;
}

export interface SimulatedRun {
  /** Minutes since the move of the first `recovered`; null where it never came. */
  readonly recoveredAfter: number | null;
  readonly everFailing: boolean;
  readonly last: RecoveryVerdict;
}

/** Looks every `lookMs` until recovered or for `minutes`. Counts arrive at once. */
export function simulate(service: SimulatedService, random: SeededRandom, minutes: number, lookMs = 30_000): SimulatedRun {
  let everFailing = false;
  let last: RecoveryVerdict | null = null;
  for (const { minute, verdict } of looks(service, random, minutes, lookMs)) {
    last = verdict;
    everFailing ||= last.kind === 'still failing';
    if (last.kind === 'recovered') return { recoveredAfter: minute, everFailing, last };
  }
  if (last === null) throw new Error('Nobody looked.');
  return { recoveredAfter: null, everFailing, last };
}

/** Looks every `lookMs` for `minutes`, whatever was said. */
export function watch(service: SimulatedService, random: SeededRandom, minutes: number, lookMs = 30_000): SimulatedWatch {
  let last: RecoveryVerdict | null = null;
  let timesRecovered = 0;
  let relapseToldAt: number | null = null;
  for (const { minute, verdict } of looks(service, random, minutes, lookMs)) {
    if (verdict.kind === 'recovered' && last?.kind !== 'recovered') timesRecovered += 1;
    if (verdict.kind === 'still failing' && verdict.reason === 'relapse') relapseToldAt ??= minute;
    last = verdict;
  }
  if (last === null) throw new Error('Nobody looked.');
  return { timesRecovered, relapseToldAt, last };
}

function* looks(service: SimulatedService, random: SeededRandom, minutes: number, lookMs: number) {
  const settings = { ...DEFAULT_RECOVERY_SETTINGS, deadlineMs: minutes * MINUTE, ...service.settings };
  const observed = observations(service, random, minutes, settings);
  for (let now = MOVED_AT; now <= MOVED_AT + minutes * MINUTE; now += lookMs) {
    yield { minute: (now - MOVED_AT) / MINUTE, verdict: judgeRecovery(inputAt(observed.total, now, settings, observed.culprit)) };
  }
}

function observations(service: SimulatedService, random: SeededRandom, minutes: number, { bucketMs }: RecoverySettings) {
  const { traffic = 1, dispersion = 1, culprit } = service;
  const samples = (
    { start, end }: { readonly start: number; readonly end: number },
    widthMs: number,
    rate: (minute: number) => number,
    share: (minute: number) => number,
  ): Sample[] => {
    const all: Sample[] = [];
    const widthMinutes = widthMs / MINUTE;
    for (let at = start; at < end; at += widthMs) {
      const minute = (at - MOVED_AT) / MINUTE;
      const served = share(minute);
      all.push({
        at,
        errors: random.bursty(rate(minute) * served * widthMinutes, dispersion),
        traffic: NORMAL_REQUESTS * served * widthMinutes,
      });
    }
    return all;
  };
  const baseline = { start: MOVED_AT - 1460 * MINUTE, end: MOVED_AT - 20 * MINUTE };
  const incident = { start: MOVED_AT - 10 * MINUTE, end: MOVED_AT };
  const post = { start: MOVED_AT, end: MOVED_AT + minutes * MINUTE };
  const all = () => 1;
  const total: Observed = {
    baseline: { window: baseline, bucketMs: MINUTE, samples: samples(baseline, MINUTE, () => service.baseline, all) },
    incident: { window: incident, bucketMs, samples: samples(incident, bucketMs, () => service.incident, all) },
    post: { window: post, bucketMs, samples: samples(post, bucketMs, service.after, () => traffic) },
  };
  if (culprit === undefined) return { total, culprit: null };
  const { visits } = culprit;
  const own: ObservedCulprit = {
    title: 'column "total" does not exist',
    exposure: visits === undefined ? 'all traffic' : 'the route',
    baseline: { ...total.baseline, samples: total.baseline.samples.map((sample) => ({ ...sample, errors: 0 })) },
    incident: { window: incident, bucketMs, samples: samples(incident, bucketMs, () => culprit.incident, all) },
    post: { window: post, bucketMs, samples: samples(post, bucketMs, culprit.after, visits ?? all) },
  };
  return { total: { ...total, incident: both(total.incident, own.incident), post: both(total.post, own.post) }, culprit: own };
}

function both<T extends Period | null>(others: T, own: Period | null): T {
  if (others === null || own === null) return others;
  const samples = others.samples.map((sample, index) => ({ ...sample, errors: sample.errors + (own.samples[index]?.errors ?? 0) }));
  return { ...others, samples };
}

export function inputAt(total: Observed, now: number, settings: RecoverySettings, culprit: ObservedCulprit | null = null): RecoveryInput {
  return {
    now,
    postStart: total.post.window.start,
    total,
    culprit,
    watermark: { kind: 'proved', through: now, lagMs: 0 },
    rejected: 0,
    newIssues: [],
    newIssuesSince: total.post.window.start,
    releases: [],
    settings,
  };
}
