import type { Evidence } from '#domain/evidence.ts';
import { instant, instantSeen } from '#domain/instant.ts';
import type { Issue } from '#src/providers/errors.ts';
import { boundsAgainstBaseline } from './bounds.ts';
import { errorsInRequests, requestsIn } from './errors-in-requests.ts';
import type { Period, Tally } from './period.ts';
import { after, exposuresOf, tallyOf, through, trafficOf, trafficPerMinute } from './period.ts';
import type { RecoverySettings } from './settings.ts';
import { counted, duration, quoted } from './words.ts';

/** An onset within so many of the finest buckets of the deploy is one with it, and later than so many is not explained by it alone. */
const TOLERANCE = 6;
const LONGEST_DELAY = 90;

/** With fewer requests before the deploy nobody can say what is normal: without an error in so many, 1 in 17 may still fail. */
const LEAST_REQUESTS = 50;

/** A verdict on the claim that the errors began with the deploy. */
export type Finding = Required<Pick<Evidence, 'verdict' | 'summary' | 'details'>>;

/**
 * @param usual what is normal
 * @param lately from somewhat before the deploy until now
 * @param newError first seen since the deploy; it tells where the counts cannot
 */
export function onsetIn(usual: Period, lately: Period, deployAt: number, newError: Issue | null, settings: RecoverySettings): Finding {
  const normalPerMinute = trafficPerMinute(usual);
  const toleranceMs = Math.max(TOLERANCE * settings.bucketMs, lately.bucketMs);
  const longestDelayMs = Math.max(LONGEST_DELAY * settings.bucketMs, lately.bucketMs);
  const lead = through(lately, deployAt);
  const since = after(lately, deployAt);
  const at = `the deploy of ${instantSeen(deployAt, lately.window.end)}`;
  const arrivedWithIt = newError !== null && newError.firstSeen - deployAt <= longestDelayMs ? firstSeenWith(newError, deployAt, at) : null;
  if (trafficOf(usual) < LEAST_REQUESTS || trafficOf(since) === 0) {
    if (arrivedWithIt !== null) return arrivedWithIt;
    const tooFew = `${errorsInRequests([since])} since ${at}, and too few requests to compare with before it: ${requestsIn(usual)}`;
    return {
      verdict: 'inconclusive',
      summary: `Cannot tell when the errors began: ${trafficOf(since) === 0 ? `no requests were measured since ${at}` : tooFew}.`,
      details: null,
    };
  }

  const baseline = tallyOf(usual, normalPerMinute);
  const elevated = (period: Period) => {
    const { visibility } = boundsAgainstBaseline(baseline, tallyOf(period, normalPerMinute), 1, settings.minimumVisibility);
    return visibility !== null && visibility >= settings.minimumVisibility;
  };
  const rates = {
    usual: perMinute(baseline),
    before: perMinute(tallyOf(lead, normalPerMinute)),
    since: perMinute(tallyOf(since, normalPerMinute)),
  };
  const seen = `${errorsInRequests([since])} since`;
  const words = {
    together: `${seen}; ${errorsInRequests([usual, lead])} before`,
    apart: `${seen}; ${errorsInRequests([lead])} before; ${errorsInRequests([usual])} before that`,
  };
  const numbers = { deployAt, usualPerMinute: rates.usual, beforePerMinute: rates.before, sincePerMinute: rates.since };

  const roseBefore = elevated(lead);
  if (roseBefore && rates.since <= 2 * rates.before) {
    return {
      verdict: 'contradicts',
      summary: `Errors began before ${at}: ${words.apart}.`,
      details: numbers,
    };
  }
  if (!elevated(since)) {
    if (arrivedWithIt !== null) return arrivedWithIt;
    return {
      verdict: 'inconclusive',
      summary: `The error tracker shows no rise since ${at}: ${words.together}.`,
      details: numbers,
    };
  }

  // Not a single error is no rate of zero, against which one error would be infinitely unlikely.
  const low = (baseline.errors + 0.5) / baseline.exposure;
  const onsetAt = likeliestOnset(lately, normalPerMinute, low, rates.since);
  const details = { ...numbers, onsetAt };
  const delayMs = onsetAt - deployAt;
  if (delayMs < -toleranceMs) {
    return {
      verdict: 'contradicts',
      summary: `Errors began at ${instant(onsetAt)}, ${duration(-delayMs)} before ${at}: ${words.apart}.`,
      details,
    };
  }
  if (roseBefore) {
    const summary = `Errors rose before ${at} and further after it: ${words.apart}.`;
    return { verdict: 'inconclusive', summary, details };
  }
  if (delayMs > longestDelayMs) {
    const summary = `Errors began at ${instant(onsetAt)}, ${duration(delayMs)} after ${at}, so the deploy alone does not explain them: ${words.together}.`;
    return { verdict: 'inconclusive', summary, details };
  }
  return { verdict: 'supports', summary: `Errors began with ${at}: ${words.together}.`, details };
}

function firstSeenWith({ shortId, title, firstSeen, count }: Issue, deployAt: number, deploy: string): Finding {
  return {
    verdict: 'supports',
    summary: `${quoted(title)} (${shortId}) was first seen ${duration(firstSeen - deployAt)} after ${deploy} and came ${counted(count, 'time')} since.`,
    details: { issue: shortId, firstSeen, events: count },
  };
}

/** Start of the bucket from which on the higher rate explains the counts best. */
function likeliestOnset(lately: Period, normalPerMinute: number, low: number, high: number): number {
  let gain = 0;
  let best = { gain: -Infinity, at: lately.window.start };
  const exposures = exposuresOf(lately, normalPerMinute);
  for (let index = exposures.length - 1; index >= 0; index -= 1) {
    const { errors, exposure } = exposures[index] ?? { errors: 0, exposure: 0 };
    gain += errors * Math.log(high / low) - (high - low) * exposure;
    if (gain > best.gain) best = { gain, at: lately.samples[index]?.at ?? best.at };
  }
  return best.at;
}

function perMinute({ errors, exposure }: Tally): number {
  return exposure === 0 ? 0 : errors / exposure;
}
