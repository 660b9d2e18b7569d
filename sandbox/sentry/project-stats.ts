import { NOT_FOUND, ok, refuse, undeclared, type Answer } from './answer.ts';
import type { ApiRequest } from './api-request.ts';
import type { State } from './state.ts';

const RESOLUTION_S = 10;

/** Pairs of seconds and count, by the time of arrival; this endpoint alone counts in seconds. */
export function projectStats(state: State, { params, query }: ApiRequest): Answer {
  if (params['project'] !== state.identity.project) return NOT_FOUND;
  if (query.get('stat') !== 'rejected') return undeclared(`the statistic ${query.get('stat')}`);
  if (query.get('resolution') !== '10s') return undeclared(`the resolution ${query.get('resolution')}`);
  const since = Number(query.get('since') ?? Number.NaN);
  const until = Number(query.get('until') ?? Number.NaN);
  if (!(since < until)) return refuse(400, 'Invalid since or until');
  // Milliseconds would be a year some 50 000 years ahead.
  if (until > 10_000_000_000) return refuse(400, 'until is out of range');
  const seconds = state.rejections.map((at) => Math.floor(at / 1000));
  const pairs: [number, number][] = [];
  for (let at = Math.floor(since / RESOLUTION_S) * RESOLUTION_S; at < until; at += RESOLUTION_S) {
    pairs.push([at, seconds.filter((second) => second >= at && second < at + RESOLUTION_S).length]);
  }
  return ok(pairs);
}
