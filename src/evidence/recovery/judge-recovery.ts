import type { Issue } from '#src/providers/errors.ts';
import { boundsAgainstBaseline, boundsAgainstIncident } from './bounds.ts';
import { courseOf, type Course } from './course.ts';
import { dispersionOf } from './dispersion.ts';
import { findNewError } from './find-new-error.ts';
import type { Period } from './period.ts';
import { minutesOf, tallyOf, through, trafficPerMinute } from './period.ts';
import * as sentences from './sentences.ts';
import type { RecoverySettings } from './settings.ts';
import type { InconclusiveReason, RecoveryNumbers, RecoveryVerdict } from './verdict.ts';
import type { Watermark } from './watermark.ts';
import type { Weighed } from './weigh.ts';
import { weigh } from './weigh.ts';

/** One query, read in three windows. */
export interface Observed {
  readonly baseline: Period;
  readonly incident: Period | null;
  readonly post: Period;
}

/** The issue behind the incident. Its traffic is that of its route, where the route is known and has any. */
export interface ObservedCulprit extends Observed {
  /** Untrusted text. */
  readonly title: string;
  readonly exposure: 'all traffic' | 'the route';
}

export interface RecoveryInput {
  readonly now: number;
  /** End of the move. */
  readonly postStart: number;
  readonly total: Observed;
  readonly culprit: ObservedCulprit | null;
  readonly watermark: Watermark;
  /** Events that the tracker refused since the move. */
  readonly rejected: number;
  readonly newIssues: readonly Issue[];
  readonly newIssuesSince: number;
  /** Errors per release since the move. */
  readonly releases: readonly { readonly release: string; readonly count: number }[];
  readonly settings: RecoverySettings;
}

/**
 * Says from counts alone whether the service recovered. Pure, and valid however often it is called: over all looks, a rate
 * that is still bad reads as recovered with a chance of at most `alpha`.
 */
export function judgeRecovery(input: RecoveryInput): RecoveryVerdict {
  const { now, postStart, settings, total, culprit } = input;
  const final = now >= postStart + settings.deadlineMs;
  const tests = runTests(input);
  const numbers = tests === null ? null : numbersOf(input, tests);

  const newError = findNewError(
    input.newIssues,
    { firstSeen: input.newIssuesSince, counted: input.postStart },
    now,
    tests?.total.numbers.acceptable ?? 0,
    settings,
  );
  if (newError !== null) {
    return {
      kind: 'still failing',
      reason: 'new error',
      final,
      numbers,
      sentence: sentences.newError(newError, input.postStart, now),
    };
  }
  if (tests === null || numbers === null) return { kind: 'inconclusive', final, numbers, ...notMeasured(total) };

  const course = walk(input, tests);
  if (course.kind === 'relapsed') {
    const sentence = sentences.relapsed(course, input.total.post, numbers, input.releases);
    return { kind: 'still failing', reason: 'relapse', final, numbers, sentence };
  }

  const obstacle = obstacleToProof(input, tests, numbers, final, course);
  if (obstacle === null) {
    if (culprit !== null && culprit.exposure !== 'the route') {
      const sentence = sentences.pageNotCounted(numbers, culprit.title);
      return { kind: 'inconclusive', reason: 'page not counted', final: true, numbers, etaMs: null, sentence };
    }
    const basis = total.incident === null ? 'baseline only' : 'incident and baseline';
    return { kind: 'recovered', basis, final, numbers, sentence: sentences.recovered(numbers, culprit?.title ?? null) };
  }

  const enough = (tests.culprit === null ? 1 : 2) / settings.beta;
  const fails = (test: Weighed | null) => test !== null && test.enoughTraffic && test.numbers.oddsOfFailure >= enough;
  if (numbers.culprit !== null && fails(tests.culprit)) {
    const sentence = sentences.culpritContinues(culprit?.title ?? '', numbers.culprit, input.releases);
    return { kind: 'still failing', reason: 'culprit continues', final, numbers, sentence };
  }
  if (fails(tests.total)) {
    return {
      kind: 'still failing',
      reason: 'rate above healthy',
      final,
      numbers,
      sentence: sentences.rateAboveHealthy(numbers.total, input.releases),
    };
  }
  return { kind: 'inconclusive', final, numbers, ...obstacle };
}

interface Tests {
  readonly total: Weighed;
  readonly culprit: Weighed | null;
}

/** Why nothing can be concluded, or not yet. */
interface Obstacle {
  readonly reason: InconclusiveReason;
  readonly sentence: string;
  readonly etaMs: number | null;
}

/** Null where there is no unit to measure in: no baseline, or no traffic in it. */
function runTests(input: RecoveryInput): Tests | null {
  const normalPerMinute = trafficPerMinute(input.total.baseline);
  if (normalPerMinute === 0) return null;
  const culprit = input.culprit === null ? null : weighCulprit(input, input.culprit, normalPerMinute);
  return { total: weighTotal(input, normalPerMinute), culprit };
}

function notMeasured({ baseline, post }: Observed): Obstacle {
  if (minutesOf(baseline) === 0) return { reason: 'no baseline', sentence: sentences.noBaseline(), etaMs: null };
  return { reason: 'traffic not measured', sentence: sentences.trafficNotMeasured(post), etaMs: null };
}

/** What the complete counts went through since the move. */
function walk({ total, settings }: RecoveryInput, tests: Tests): Course {
  const all = [tests.total, tests.culprit].filter((test) => test !== null).map((test) => test.course);
  const known = all.filter((one) => one !== null);
  return known.length < all.length ? { kind: 'open' } : courseOf(known, total.post.bucketMs, settings);
}

/** The first thing that stands between the counts and a verdict of recovered; null is the only way to that verdict. */
function obstacleToProof(
  input: RecoveryInput,
  { total, culprit }: Tests,
  numbers: RecoveryNumbers,
  final: boolean,
  course: Course,
): Obstacle | null {
  const { watermark, settings, now } = input;
  const because = (reason: InconclusiveReason, sentence: string, etaMs: number | null = null): Obstacle => ({ reason, sentence, etaMs });
  if (input.rejected > 0) return because('events dropped', sentences.eventsDropped(input.rejected));
  if (watermark.kind === 'no heartbeat') return because('pipeline not proved', sentences.pipelineNotProved(numbers));
  if (watermark.kind === 'stalled') return because('pipeline stalled', sentences.pipelineStalled(watermark.missingSince, now));

  const completeMs = total.numbers.sinceMove.minutes * 60_000;
  const etaMs = etaOf([total, culprit], settings.minimumCompleteMs - completeMs);
  if (completeMs < settings.minimumCompleteMs || watermark.kind === 'waiting') {
    return because('not enough evidence yet', sentences.tooEarly(completeMs, settings.minimumCompleteMs, etaMs), etaMs);
  }

  const carrier = culprit ?? total;
  if (!carrier.visible) return because('incident not visible', sentences.notVisible(carrier.numbers));
  const unserved = [total, culprit].find((test) => test !== null && !test.enoughTraffic);
  if (unserved) return because('no traffic', sentences.noTraffic(unserved.numbers));

  if (course.kind === 'recovered') return null;
  if (culprit?.proved && (final || !total.visible)) {
    return because('culprit gone, total open', sentences.culpritGone(total.visible ? etaMs : null, settings.alpha));
  }
  return because('not enough evidence yet', sentences.notEnough(numbers, etaMs), etaMs);
}

function weighTotal({ total, watermark, settings }: RecoveryInput, normalPerMinute: number): Weighed {
  const incident = total.incident === null ? null : tallyOf(total.incident, normalPerMinute);
  const bounds = boundsAgainstBaseline(
    tallyOf(total.baseline, normalPerMinute),
    incident,
    dispersionOf(total.baseline, normalPerMinute),
    settings.minimumVisibility,
  );
  const post = through(total.post, watermark.through);
  return weigh({ before: total.baseline, during: total.incident, post, bounds, normalPerMinute, exposure: 'all traffic' }, settings);
}

function weighCulprit({ total, watermark, settings }: RecoveryInput, culprit: ObservedCulprit, normalOfAll: number): Weighed {
  // A route that the bad deploy brought has no baseline; the unit cancels out, so its traffic during the incident will do.
  const normalPerMinute =
    trafficPerMinute(culprit.baseline) || (culprit.incident === null ? 0 : trafficPerMinute(culprit.incident)) || normalOfAll;
  const incident = culprit.incident === null ? { errors: 0, exposure: 0 } : tallyOf(culprit.incident, normalPerMinute);
  const bounds = boundsAgainstIncident(incident, minutesOf(culprit.baseline), dispersionOf(total.baseline, normalOfAll));
  const post = through(culprit.post, watermark.through);
  return weigh({ before: null, during: culprit.incident, post, bounds, normalPerMinute, exposure: culprit.exposure }, settings);
}

function numbersOf(input: RecoveryInput, { total, culprit }: Tests): RecoveryNumbers {
  return {
    alpha: input.settings.alpha,
    beta: input.settings.beta,
    baseline: input.total.baseline.window,
    incident: input.total.incident?.window ?? null,
    postStart: input.postStart,
    completeThrough: input.watermark.through,
    total: total.numbers,
    culprit: culprit?.numbers ?? null,
    rejected: input.rejected,
  };
}

function etaOf(tests: readonly (Weighed | null)[], completeMsMissing: number): number | null {
  const open = tests.filter((test) => test !== null).filter((test) => test.visible && !test.proved);
  if (open.some((test) => test.numbers.trafficShare === 0)) return null;
  const waits = open.map((test) => (test.exposureNeeded / (test.numbers.trafficShare ?? 1)) * 60_000);
  return Math.round(Math.max(0, completeMsMissing, ...waits));
}
