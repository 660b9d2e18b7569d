import { z } from 'zod';
import type { Bucket, Window } from '../errors.ts';
import { aligned } from './aligned.ts';
import { answerInvalid, notFound, read } from './read.ts';
import type { Call } from './request.ts';
import { pathOf, type Scope } from './scope.ts';

export interface Question {
  readonly dataset: 'errors' | 'spans';
  readonly query: string;
  readonly window: Window;
  readonly bucketMs: number;
  /** Further parameters of the endpoint. */
  readonly extra: Readonly<Record<string, string>>;
}

export interface Group {
  /** The value of the first `groupBy` key; null where the events carry none, or for an ungrouped series. */
  readonly by: string | null;
  readonly isOther: boolean;
  readonly buckets: readonly Bucket[];
}

const Values = z.array(z.object({ timestamp: z.number(), value: z.int().nonnegative(), incomplete: z.boolean() }));

const Timeseries = z.object({
  timeSeries: z.array(
    z.object({
      values: Values,
      groupBy: z.array(z.object({ key: z.string(), value: z.string().nullable() })).nullish(),
      meta: z.object({ interval: z.number(), isOther: z.boolean().nullish() }),
    }),
  ),
  meta: z.object({ dataset: z.string() }).nullish(),
});

/**
 * Asks `events-timeseries` and believes the answer only if it is about what was asked: the same interval, and timestamps in
 * milliseconds on its multiples inside the window. An answer without `meta` means that no project was accessible, which is never zero.
 */
export async function timeseries(scope: Scope, question: Question, signal: AbortSignal): Promise<readonly Group[]> {
  const { bucketMs } = question;
  const window = aligned(question.window, bucketMs);
  const call: Call = {
    method: 'GET',
    path: pathOf('organizations', scope.organization, 'events-timeseries'),
    query: {
      dataset: question.dataset,
      query: question.query,
      project: scope.projectId,
      environment: scope.environment,
      start: new Date(window.start).toISOString(),
      end: new Date(window.end).toISOString(),
      interval: `${bucketMs / 1000}s`,
      yAxis: 'count()',
      ...question.extra,
    },
    scope: 'org:read',
  };
  const answer = read(call, await scope.request(call, signal), Timeseries);
  if (answer.timeSeries.length === 0 && (answer.meta ?? null) === null) throw notFound(call);
  return answer.timeSeries.map((series) => {
    if (series.meta.interval !== bucketMs) {
      throw answerInvalid(call, `has buckets of ${series.meta.interval} ms where ${bucketMs} ms were asked`);
    }
    return {
      by: series.groupBy?.[0]?.value ?? null,
      isOther: series.meta.isOther ?? false,
      buckets: bucketsIn(call, series.values, window, bucketMs),
    };
  });
}

function bucketsIn(call: Call, values: z.infer<typeof Values>, window: Window, bucketMs: number): readonly Bucket[] {
  if (values.length === 0) throw answerInvalid(call, 'has a series without a single bucket');
  const stray = values.find(({ timestamp: at }) => at < window.start || at >= window.end || at % bucketMs !== 0);
  if (stray !== undefined) throw answerInvalid(call, `has a bucket at ${stray.timestamp}, which is not one of those asked for`);
  const unordered = values.some(({ timestamp: at }, index) => index > 0 && at <= (values[index - 1]?.timestamp ?? at));
  if (unordered) throw answerInvalid(call, 'has buckets that repeat or run backwards');
  return values.map((value) => ({ at: value.timestamp, count: value.value, complete: !value.incomplete }));
}
