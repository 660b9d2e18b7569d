import { z } from 'zod';
import type { Window } from '../errors.ts';
import { aligned } from './aligned.ts';
import { answerInvalid, read } from './read.ts';
import type { Call } from './request.ts';
import { pathOf, type Scope } from './scope.ts';

const BUCKET_MS = 10_000;

/** Pairs of a time in seconds, unlike the rest of the API, and a count. */
const Stats = z.array(z.tuple([z.number(), z.int().nonnegative()]));

/** Project-wide: these statistics know neither environment nor release. */
export async function rejected(scope: Scope, asked: Window, signal: AbortSignal): Promise<number> {
  const window = aligned(asked, BUCKET_MS);
  const call: Call = {
    method: 'GET',
    path: pathOf('projects', scope.organization, scope.project, 'stats'),
    query: { stat: 'rejected', resolution: '10s', since: String(window.start / 1000), until: String(window.end / 1000) },
    scope: 'project:read',
  };
  const stats = read(call, await scope.request(call, signal), Stats);
  if (stats.length === 0) throw answerInvalid(call, 'has no buckets');
  return stats.reduce((sum, [seconds, count]) => {
    const at = seconds * 1000;
    if (at < window.start - BUCKET_MS || at > window.end) throw answerInvalid(call, `has a bucket at ${seconds}, outside the window`);
    return sum + count;
  }, 0);
}
