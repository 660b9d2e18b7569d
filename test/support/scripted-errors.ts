import { SwitchbackError } from '#domain/errors.ts';
import type { ErrorFilter, Errors, Issue, Series, Window } from '#src/providers/errors.ts';

export interface ScriptedEvent {
  readonly at: number;
  readonly shortId: string;
  readonly release: string;
}

/** What a small tracker knows. */
export interface ErrorsScript {
  readonly now: () => number;
  events: readonly ScriptedEvent[];
  requests: readonly { readonly at: number; readonly route: string }[];
  readonly titles?: Readonly<Record<string, string>>;
  readonly culprits?: Readonly<Record<string, string>>;
  /** Test events by id, by the time they were sent. */
  heartbeats: Readonly<Record<string, number>>;
  /** What happens from then on stays invisible. */
  stalledFrom?: number;
  /** Buckets that end later than this before now are marked incomplete. */
  readonly incompleteMs?: number;
  rejected?: number;
  /** Called before each answer, with the name of the method; may throw. */
  onCall?: (method: keyof Errors) => void;
}

/** Counts what the script says happened, and refuses what a tracker refuses. */
export function scriptedErrors(script: ErrorsScript): Errors {
  const seen = <T extends { readonly at: number }>(all: readonly T[], { start, end }: Window): T[] =>
    all.filter(({ at }) => at >= start && at < end && at < (script.stalledFrom ?? Infinity) && at <= script.now());

  const called = (method: keyof Errors, window: Window, signal: AbortSignal): void => {
    signal.throwIfAborted();
    script.onCall?.(method);
    if (window.start >= window.end) throw new SwitchbackError('provider_refused', `The tracker refused an empty window for ${method}.`);
    if (window.start < 1e12) throw new SwitchbackError('provider_refused', `The tracker refused a window in seconds for ${method}.`);
  };

  const series = (times: readonly { readonly at: number }[], { start, end }: Window, bucketMs: number): Series => {
    const buckets = [];
    for (let at = Math.floor(start / bucketMs) * bucketMs; at < end; at += bucketMs) {
      const count = times.filter((one) => one.at >= at && one.at < at + bucketMs).length;
      buckets.push({ at, count, complete: at + bucketMs < script.now() - (script.incompleteMs ?? 0) });
    }
    return { bucketMs, buckets };
  };
  const widened = ({ start, end }: Window, bucketMs: number): Window => ({
    start: Math.floor(start / bucketMs) * bucketMs,
    end: Math.ceil(end / bucketMs) * bucketMs,
  });

  return {
    source: 'sentry',
    async counts(window, bucketMs, filter, signal) {
      called('counts', window, signal);
      return series(
        seen(script.events, widened(window, bucketMs)).filter((event) => matches(event, filter)),
        window,
        bucketMs,
      );
    },
    async traffic(window, bucketMs, route, signal) {
      called('traffic', window, signal);
      return series(
        seen(script.requests, widened(window, bucketMs)).filter((one) => route === null || one.route === route),
        window,
        bucketMs,
      );
    },
    async issues(window, firstSeenAfter, signal) {
      called('issues', window, signal);
      const inWindow = seen(script.events, window);
      const ids = [...new Set(inWindow.map(({ shortId }) => shortId))];
      const issues = ids.map((shortId) => issueOf(script, shortId, inWindow.filter((event) => event.shortId === shortId).length));
      return issues
        .filter((issue) => firstSeenAfter === null || issue.firstSeen > firstSeenAfter)
        .sort((a, b) => b.count - a.count)
        .slice(0, 25);
    },
    async releases(window, signal) {
      called('releases', window, signal);
      const counts = Map.groupBy(seen(script.events, window), ({ release }) => release);
      return [...counts].map(([release, events]) => ({ release, count: events.length }));
    },
    async rejected(window, signal) {
      called('rejected', window, signal);
      return script.rejected ?? 0;
    },
    async sendHeartbeat(id, _incident, signal) {
      signal.throwIfAborted();
      script.heartbeats = { ...script.heartbeats, [id]: script.now() };
    },
    async heartbeat(id, signal) {
      signal.throwIfAborted();
      script.onCall?.('heartbeat');
      const sentAt = script.heartbeats[id];
      if (sentAt === undefined || sentAt > script.now() || sentAt >= (script.stalledFrom ?? Infinity)) return null;
      return { sentAt, receivedAt: sentAt };
    },
    async mark() {
      throw new SwitchbackError('provider_refused', 'These tests write no marker.');
    },
  };
}

/** Evenly spaced times, the first half a space after `start`. */
export function evenly<T extends object>(perMinute: number, { start, end }: Window, fields: T): (T & { readonly at: number })[] {
  const space = 60_000 / perMinute;
  const count = Math.floor((end - start) / space);
  return Array.from({ length: count }, (_, index) => ({ ...fields, at: Math.round(start + (index + 0.5) * space) }));
}

function matches(event: ScriptedEvent, filter: ErrorFilter): boolean {
  if (filter.kind === 'all') return true;
  return filter.kind === 'issue' ? event.shortId === filter.shortId : event.release === filter.release;
}

function issueOf({ events, titles, culprits }: ErrorsScript, shortId: string, count: number): Issue {
  const times = events.filter((event) => event.shortId === shortId).map(({ at }) => at);
  return {
    id: shortId,
    shortId,
    title: titles?.[shortId] ?? shortId,
    culprit: culprits?.[shortId] ?? '',
    permalink: `https://sentry.example/issues/${shortId}/`,
    firstSeen: Math.min(...times),
    lastSeen: Math.max(...times),
    count,
  };
}
