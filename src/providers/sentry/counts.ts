import type { ErrorFilter, Series, Window } from '../errors.ts';
import { aligned } from './aligned.ts';
import { answerInvalid, notFound } from './read.ts';
import { pathOf, type Scope } from './scope.ts';
import { term } from './term.ts';
import { timeseries, type Question } from './timeseries.ts';

/** Heartbeats are messages and not of type error, so no filter here counts them. */
export function counts(scope: Scope, window: Window, bucketMs: number, filter: ErrorFilter, signal: AbortSignal): Promise<Series> {
  return oneSeries(scope, { dataset: 'errors', query: queryOf(filter), window, bucketMs, extra: {} }, signal);
}

/** Requests are transaction spans. Whole numbers of stored ones are asked for, with the rate at which they were kept. */
export function traffic(scope: Scope, window: Window, bucketMs: number, route: string | null, signal: AbortSignal): Promise<Series> {
  const query = route === null ? 'is_transaction:true' : `is_transaction:true ${term('transaction', route)}`;
  const extra = { disableAggregateExtrapolation: '1' };
  return oneSeries(scope, { dataset: 'spans', query, window, bucketMs, extra }, signal);
}

function queryOf(filter: ErrorFilter): string {
  if (filter.kind === 'all') return 'event.type:error';
  if (filter.kind === 'release') return `event.type:error ${term('release', filter.release)}`;
  return /^[\w-]+$/.test(filter.shortId) ? `issue:${filter.shortId}` : term('issue', filter.shortId);
}

async function oneSeries(scope: Scope, question: Question, signal: AbortSignal): Promise<Series> {
  const groups = await timeseries(scope, { ...question, window: aligned(question.window, question.bucketMs) }, signal);
  const [group] = groups;
  const call = { method: 'GET', path: pathOf('organizations', scope.organization, 'events-timeseries'), scope: 'org:read' } as const;
  if (group === undefined) throw notFound(call);
  if (groups.length > 1) throw answerInvalid(call, `has ${groups.length} series where one was asked`);
  return { bucketMs: question.bucketMs, buckets: group.buckets };
}
