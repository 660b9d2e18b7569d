import type { Evidence, Verdict } from '#domain/evidence.ts';
import { instantSeen } from '#domain/instant.ts';
import type { Culprit } from '#domain/plan.ts';
import type { Errors, Window } from '#src/providers/errors.ts';
import { bucketWidth } from '#src/providers/bucket-width.ts';
import { couldNotLook } from '../could-not-look.ts';
import { periodOf } from './period-of.ts';
import { errorsOf, minutesOf, trafficOf } from './period.ts';
import { counted, duration, quoted } from './words.ts';

export interface TargetQuestion {
  readonly culprit: Pick<Culprit, 'shortId' | 'title' | 'route'>;
  /** As the tracker names it. */
  readonly targetRelease: string;
  /** When the target served. */
  readonly window: Window;
  readonly now: number;
  /** Width of the finest bucket that traffic is counted in. */
  readonly finestMs: number;
}

/** Whether the target showed the culprit while it served. Buckets that the window cuts are left out: the next deploy's errors may be in them. */
export async function targetWasClean(errors: Errors, question: TargetQuestion, signal: AbortSignal): Promise<Evidence> {
  const { culprit, targetRelease, window, now } = question;
  const evidence = (verdict: Verdict, summary: string, details?: Evidence['details']): Evidence => ({
    kind: 'target.clean',
    source: errors.source,
    verdict,
    summary,
    observedAt: now,
    ...(details === undefined ? {} : { details }),
  });
  try {
    const bucketMs = bucketWidth(window, question.finestMs);
    const [counts, ofRoute, ofAll, releases] = await Promise.all([
      errors.counts(window, bucketMs, { kind: 'issue', shortId: culprit.shortId }, signal),
      culprit.route === null ? null : errors.traffic(window, bucketMs, culprit.route, signal),
      errors.traffic(window, bucketMs, null, signal),
      errors.releases(window, signal),
    ]);
    const all = periodOf(window, bucketMs, [], counts, ofAll);
    const own = ofRoute === null ? all : periodOf(window, bucketMs, [], counts, ofRoute);
    // What looks like a route and was never opened is a function's name.
    const period = own !== null && trafficOf(own) === 0 ? all : own;
    if (period === null)
      return evidence(
        'unavailable',
        'The error tracker did not answer with every bucket that was asked for, so the target was not checked. Look again.',
      );
    const seen = errorsOf(period);
    const requests = trafficOf(period);
    const others = releases.filter((one) => one.release !== targetRelease && one.count > 0).map((one) => one.release);
    const served = `while ${shortened(targetRelease)} served (${duration(minutesOf(period) * 60_000)} to ${instantSeen(window.end, now)}, ${counted(requests, 'request')})`;
    const details = { events: seen, requests, start: window.start, end: window.end, release: targetRelease, otherReleases: others };
    const title = `“${quoted(culprit.title)}”`;

    if (seen > 0 && others.length > 0) {
      return evidence(
        'inconclusive',
        `${title} occurred ${counted(seen, 'time')} ${served}, but ${quoted(others.join(', '))} had errors then too, so it may be theirs.`,
        details,
      );
    }
    if (seen > 0)
      return evidence('contradicts', `${title} occurred ${counted(seen, 'time')} ${served}: the target has this error too.`, details);
    if (requests === 0)
      return evidence('inconclusive', `No request was measured ${served}, so 0 events of ${title} prove nothing.`, details);
    return evidence('supports', `${title} did not occur ${served}.`, details);
  } catch (error) {
    return evidence('unavailable', `Could not check the target: ${couldNotLook(error, signal).why}`);
  }
}

/** A release that is a commit is known by its first seven characters everywhere else. */
function shortened(release: string): string {
  return /^[\da-f]{40}$/.test(release) ? release.slice(0, 7) : quoted(release, 40);
}
