import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import { orAbsent } from '#src/http/or-absent.ts';
import type { Bucket, Window } from '../errors.ts';
import { aligned } from './aligned.ts';
import { answerInvalid, notFound, read } from './read.ts';
import type { Call } from './request.ts';
import { pathOf, type Scope } from './scope.ts';
import { whyNotFound } from './why-not-found.ts';

export interface Question {
  readonly dataset: 'errors' | 'spans';
  readonly query: string;
  /** Asked for as it is: what is counted in single buckets is aligned to them first. */
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

const Values = z.array(
  z.object({
    timestamp: z.number(),
    value: z.int().nonnegative(),
    incomplete: z.boolean(),
    /** Only where things are sampled at all; null in a bucket in which nothing was stored. */
    sampleRate: z.number().positive().max(1).nullish(),
  }),
);

const Timeseries = z.object({
  timeSeries: z.array(
    z.object({
      values: Values,
      groupBy: z.array(z.object({ key: z.string(), value: z.string().nullable() })).nullish(),
      meta: z.object({ interval: z.number(), isOther: z.boolean().nullish(), dataScanned: z.string().nullish() }),
    }),
  ),
  meta: z.object({ dataset: z.string() }).nullish(),
});

/**
 * Asks `events-timeseries` and believes the answer only if it is about what was asked: the same interval, and timestamps in
 * milliseconds on its multiples inside the window. An answer without `meta` means that no project was accessible, which is never zero;
 * one from a sample of what is stored is not comparable with one from all of it, and so no answer.
 */
export async function timeseries(scope: Scope, question: Question, signal: AbortSignal): Promise<readonly Group[]> {
  const { bucketMs, window } = question;
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
      sampling: 'HIGHEST_ACCURACY',
      ...question.extra,
    },
    scope: 'org:read',
  };
  const found = await orAbsent(scope.request(call, signal));
  if (found === null) throw await whyNotFound(scope, call, window, signal);
  const answer = read(call, found, Timeseries);
  if (answer.timeSeries.length === 0 && (answer.meta ?? null) === null) throw notFound(call);
  return answer.timeSeries.map((series) => {
    if (series.meta.interval !== bucketMs) {
      throw answerInvalid(call, `has buckets of ${series.meta.interval} ms where ${bucketMs} ms were asked`);
    }
    if (series.meta.dataScanned === 'partial') throw fromASample(call);
    return {
      by: series.groupBy?.[0]?.value ?? null,
      isOther: series.meta.isOther ?? false,
      buckets: bucketsIn(call, series.values, window, bucketMs),
    };
  });
}

function bucketsIn(call: Call, values: z.infer<typeof Values>, window: Window, bucketMs: number): readonly Bucket[] {
  if (values.length === 0) throw answerInvalid(call, 'has a series without a single bucket');
  const { start, end } = aligned(window, bucketMs);
  const stray = values.find(({ timestamp: at }) => at < start || at >= end || at % bucketMs !== 0);
  if (stray !== undefined) throw answerInvalid(call, `has a bucket at ${stray.timestamp}, which is not one of those asked for`);
  const unordered = values.some(({ timestamp: at }, index) => index > 0 && at <= (values[index - 1]?.timestamp ?? at));
  if (unordered) throw answerInvalid(call, 'has buckets that repeat or run backwards');
  const isSampled = values.some(({ sampleRate }) => typeof sampleRate === 'number');
  return values.map(({ timestamp, value, incomplete, sampleRate }) => {
    if (isSampled && value > 0 && typeof sampleRate !== 'number')
      throw answerInvalid(call, 'does not say how one of its buckets was sampled');
    // A new release is sampled at another rate than an old one, so only what the stored ones stand for is on one scale.
    return { at: timestamp, count: Math.round(value / (sampleRate ?? 1)), complete: !incomplete };
  });
}

function fromASample(call: Call): SwitchbackError {
  return new SwitchbackError(
    'provider_answer_invalid',
    `Sentry answered ${call.method} ${call.path} from a sample, though all was asked for, so its counts were not compared with anything. Choose a shorter verification.baseline, or look at the counts in Sentry yourself.`,
  );
}
