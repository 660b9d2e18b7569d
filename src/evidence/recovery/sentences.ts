import { instant } from '#domain/instant.ts';
import type { Issue } from '#src/providers/errors.ts';
import type { Course } from './course.ts';
import type { Period } from './period.ts';
import { errorsOf, minutesOf } from './period.ts';
import type { Rate, RecoveryNumbers, TestNumbers } from './verdict.ts';
import { counted, duration, odds, quoted, rate } from './words.ts';

type Releases = readonly { readonly release: string; readonly count: number }[];

export function recovered({ total, culprit, completeThrough }: RecoveryNumbers, title: string | null): string {
  const verdict = total.during === null ? 'At baseline so far' : 'Recovered so far';
  const before = `${perMinute(total.before?.perMinute)} before`;
  const during = total.during === null ? '' : `, ${perMinute(total.during.perMinute)} during`;
  const sentences = [
    `${verdict}: ${seen(total, completeThrough)} (${perMinute(total.after.perMinute)} at normal traffic; ${before}${during}).`,
    `Odds ${odds(total.oddsOfRecovery)} against it ${total.during === null ? '' : 'still '}running at ${perMinute(total.stillBad)} or more.`,
  ];
  if (culprit !== null && title !== null)
    sentences.push(`${quoted(title)}: ${culprit.after.errors} (was ${perMinute(culprit.during?.perMinute)}).`);
  if (total.during === null)
    sentences.push('There was no incident to compare with, so this shows that nothing got worse, not that something was repaired.');
  sentences.push(`Traffic ${percent(total.trafficShare)} of normal; counts complete through ${instant(completeThrough)}.`);
  return sentences.join(' ');
}

export function relapsed(
  course: Extract<Course, { kind: 'relapsed' }>,
  post: Period,
  { total }: RecoveryNumbers,
  releases: Releases,
): string {
  const lasting = (buckets: number): string => duration(buckets * post.bucketMs);
  const at = instant(post.samples[course.from]?.at ?? post.window.end);
  const newest = { ...post, samples: post.samples.slice(course.from) };
  const now =
    course.quietNow === 0
      ? ''
      : ` It is quiet again for ${lasting(course.quietNow)}; only a quiet of ${lasting(course.needed)} would tell more than the last one.`;
  const healthy = `healthy is at most ${perMinute(total.acceptable)}`;
  return `It came back: after ${lasting(course.quiet)} without it, ${counted(errorsOf(newest), 'error')} since ${at} (${healthy}).${now}${blame(releases)}`;
}

export function pageNotCounted({ total, completeThrough }: RecoveryNumbers, title: string): string {
  return `Cannot tell: ${seen(total, completeThrough)}, so ${quoted(title)} went down. But visits to the failing page are not counted, so people may only have given up on it. Open that page, and say whether it works.`;
}

export function rateAboveHealthy(total: TestNumbers, releases: Releases): string {
  return `Still failing: ${counted(total.sinceGrace.errors, 'error')} in ${minutes(total.sinceGrace)} (${perMinute(total.sinceGrace.perMinute)} at normal traffic, healthy is at most ${perMinute(total.acceptable)}).${blame(releases)}`;
}

export function culpritContinues(title: string, culprit: TestNumbers, releases: Releases): string {
  return `Still failing: ${quoted(title)} came ${counted(culprit.sinceGrace.errors, 'time')} in ${minutes(culprit.sinceGrace)} (${perMinute(culprit.sinceGrace.perMinute)} at normal traffic, ${perMinute(culprit.during?.perMinute)} during the incident).${blame(releases)}`;
}

/** Of a shorter time a rate a minute would be a number that nobody measured. */
const SHORTEST_RATED_MS = 10_000;

export function newError(issue: Issue, since: number, now: number): string {
  const seenMs = now - since;
  const within = seenMs < 1_000 ? 'less than a second' : duration(seenMs);
  const perMinuteSince = seenMs < SHORTEST_RATED_MS ? '' : ` (${rate(issue.count / (seenMs / 60_000))}/min)`;
  return `Still failing: a new error since ${instant(since)}, ${quoted(issue.title)} (${issue.shortId}), ${counted(issue.count, 'event')} in ${within}${perMinuteSince}. The move may have caused it.`;
}

export function noTraffic(test: TestNumbers): string {
  const where = test.exposure === 'the route' ? ' to the failing route' : '';
  const { errors, requests } = test.sinceMove;
  const share = test.trafficShare === null || test.trafficShare === 0 ? '' : ` (${percent(test.trafficShare)} of normal)`;
  return `Cannot tell: ${counted(requests, 'request')}${where} in the ${minutes(test.sinceMove)} since the move${share}, so ${counted(errors, 'error')} ${errors === 1 ? 'proves' : 'prove'} nothing.`;
}

export function trafficNotMeasured(post: Period): string {
  return `Cannot tell: ${counted(errorsOf(post), 'error')} in ${duration(minutesOf(post) * 60_000)} since the move, traffic not verified. The error tracker has no requests for this service, so few errors may only mean few users; turn on tracing to measure them.`;
}

export function noBaseline(): string {
  return 'Cannot tell: there are no counts from before the bad deploy, so what is normal is not known. Gather the facts again, or choose a longer baseline.';
}

export function pipelineStalled(missingSince: number, now: number): string {
  return `Cannot tell: a test event sent at ${instant(missingSince)} is still not visible after ${duration(now - missingSince)}; the error tracker is late or dropping.`;
}

export function pipelineNotProved({ total, completeThrough }: RecoveryNumbers): string {
  return `Cannot tell: ${seen(total, completeThrough)}, but no test event was sent through the error tracker, so late events would look the same. Give Switchback the DSN of the service.`;
}

export function eventsDropped(rejected: number): string {
  return `Cannot tell: the error tracker rejected ${counted(rejected, 'event')} since the move (quota, rate limit or spike protection), so counts are too low.`;
}

export function notVisible(test: TestNumbers): string {
  const before = test.before === null ? '' : `, ${perMinute(test.before.perMinute)} before`;
  return `Cannot tell: the error tracker never showed this incident (${perMinute(test.during?.perMinute)} during${before}), so it cannot show the end of it. Check the filter, and that the SDK does not drop repeated errors.`;
}

export function culpritGone(etaMs: number | null, alpha: number): string {
  const rest = etaMs === null ? 'waiting will not change that' : `at this traffic that needs about ${duration(etaMs)} more`;
  return `The error that caused this has stopped (proved at ${Number((100 - alpha * 100).toPrecision(4))} %). Total error volume is too low to prove baseline; ${rest}.`;
}

export function tooEarly(completeMs: number, neededMs: number, etaMs: number | null): string {
  return `Not enough evidence yet: ${duration(completeMs)} of complete counts since the move, at least ${duration(neededMs)} needed.${eta(etaMs)}`;
}

export function notEnough({ total, culprit, completeThrough }: RecoveryNumbers, etaMs: number | null): string {
  const weakest = Math.min(total.oddsOfRecovery, culprit?.oddsOfRecovery ?? Infinity);
  const tries = weakest < 1 ? 'none' : odds(weakest);
  return `Not enough evidence yet: ${seen(total, completeThrough)} (${perMinute(total.after.perMinute)} at normal traffic); odds of recovery so far ${tries}.${eta(etaMs)}`;
}

function seen(test: TestNumbers, completeThrough: number): string {
  return `${counted(test.after.errors, 'error')} in the ${minutes(test.after)} to ${instant(completeThrough)}`;
}

function minutes(span: Rate): string {
  return duration(span.minutes * 60_000);
}

function perMinute(value: number | null | undefined): string {
  return value === null || value === undefined ? 'an unknown rate' : `${rate(value)}/min`;
}

function percent(share: number | null): string {
  return share === null ? 'an unknown share' : `${Math.round(share * 100)} %`;
}

function eta(etaMs: number | null): string {
  return etaMs === null ? '' : ` About ${duration(etaMs)} more if the rate is back to usual.`;
}

function blame(releases: Releases): string {
  const all = releases.reduce((sum, one) => sum + one.count, 0);
  const top = releases.reduce<Releases[number] | null>((most, one) => (most === null || one.count > most.count ? one : most), null);
  if (top === null || releases.length < 2) return '';
  return ` ${top.count} of ${all} come from ${quoted(top.release, 40)}: if that is the version you left, check for instances that were not replaced.`;
}
