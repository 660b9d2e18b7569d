import { z } from 'zod';
import type { Issue, Window } from '../errors.ts';
import { aligned } from './aligned.ts';
import { HEARTBEAT } from './heartbeat.ts';
import { read } from './read.ts';
import type { Call } from './request.ts';
import { pathOf, type Scope } from './scope.ts';
import { shorten } from './shorten.ts';

const MOST = 25;

const Moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const Issues = z.array(
  z.object({
    id: z.string(),
    shortId: z.string(),
    title: z.string().transform(shorten),
    culprit: z
      .string()
      .nullable()
      .transform((culprit) => shorten(culprit ?? '')),
    permalink: z.url({ protocol: /^https?$/ }),
    firstSeen: Moment,
    lastSeen: Moment,
    /** A number in a string. */
    count: z.string().regex(/^\d+$/).transform(Number),
  }),
);

/** The query is sent even when empty: without one Sentry leaves out every issue that somebody resolved. */
export function issuesCall(scope: Scope, asked: Window, firstSeenAfter: number | null): Call {
  const window = aligned(asked, 1000);
  return {
    method: 'GET',
    path: pathOf('organizations', scope.organization, 'issues'),
    query: {
      query: firstSeenAfter === null ? '' : `firstSeen:>${new Date(firstSeenAfter).toISOString()}`,
      project: scope.projectId,
      environment: scope.environment,
      start: new Date(window.start).toISOString(),
      end: new Date(window.end).toISOString(),
      sort: 'freq',
      limit: String(2 * MOST),
    },
    scope: 'event:read',
  };
}

export async function issues(scope: Scope, window: Window, firstSeenAfter: number | null, signal: AbortSignal): Promise<readonly Issue[]> {
  const call = issuesCall(scope, window, firstSeenAfter);
  const found = read(call, await scope.request(call, signal), Issues);
  return found.filter((issue) => issue.title !== HEARTBEAT).slice(0, MOST);
}
