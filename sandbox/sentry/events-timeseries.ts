import { NOT_FOUND, ok, refuse, undeclared, type Answer } from './answer.ts';
import { windowOf, type ApiRequest, type Window } from './api-request.ts';
import { errorsQuestion, spansQuestion, type Question } from './question.ts';
import { series, topSeries, type Counted, type Frame } from './series.ts';
import type { State } from './state.ts';

const DATASETS = ['errors', 'logs', 'profile_functions', 'spans', 'tracemetrics', 'uptime_results'];
const SPAN_INTERVALS = new Set([15, 30, 60, 120, 300, 600, 900, 1800, 3600, 10_800, 14_400, 43_200, 86_400]);
const SAMPLING_MODES = new Set(['NORMAL', 'HIGHEST_ACCURACY', 'HIGHEST_ACCURACY_FLEX_TIME']);
/** The coarser tier that a busy organisation's long windows are answered from keeps one span in so many. */
const COARSE_TIER = 8;
const LONG_MS = 4 * 3_600_000;

export function eventsTimeseries(state: State, { query }: ApiRequest): Answer {
  if (state.switches.withoutTimeseries) return NOT_FOUND;
  const dataset = query.get('dataset');
  if (dataset === null) return refuse(400, 'dataset is required');
  if (!DATASETS.includes(dataset)) return refuse(400, `dataset must be one of: ${DATASETS.join(', ')}`);
  if (dataset !== 'errors' && dataset !== 'spans') return undeclared(`the dataset ${dataset}`);
  if (query.get('yAxis') !== 'count()') return undeclared(`the yAxis ${query.get('yAxis')}`);
  const projects = query.getAll('project');
  if (projects.some((project) => !/^-?\d+$/.test(project))) return refuse(400, 'Invalid project parameter. Values must be numbers.');
  const window = windowOf(query);
  if (window === null) return refuse(400, 'start and end are both required, as ISO 8601, and start must be before end');
  const sampling = query.get('sampling');
  if (sampling !== null && !SAMPLING_MODES.has(sampling)) return refuse(400, `sampling mode: ${sampling} is not supported`);
  const grouping = groupingOf(query);
  if (grouping.kind === 'refused') return refuse(400, grouping.detail);
  const seconds = rollupOf(query.get('interval'), window, grouping.kind === 'top' ? grouping.howMany : 0, dataset === 'spans');
  const isTaken = dataset === 'errors' || SPAN_INTERVALS.has(seconds) || state.extraSpanIntervals.includes(seconds);
  if (!isTaken) {
    return refuse(400, `Selected interval is not allowed, allowed intervals are: [${[...SPAN_INTERVALS].join(', ')}]`);
  }
  if (state.switches.emptySeries || !projects.includes(state.identity.projectId)) return ok({ timeSeries: [] });

  const { busy, samplingIgnored } = state.switches;
  const isLong = window.end - window.start >= LONG_MS;
  const isFull = dataset === 'errors' || !busy || !isLong || (sampling === 'HIGHEST_ACCURACY' && !samplingIgnored);
  const counted = dataset === 'errors' ? errorsOf(state, query) : segmentsOf(state, query, isFull ? 1 : COARSE_TIER);
  if (!Array.isArray(counted)) return counted;
  const environments = query.getAll('environment');
  const within = counted.filter(
    (item) =>
      item.at >= window.start && item.at < window.end && (environments.length === 0 || environments.includes(item.environment ?? '')),
  );
  const frame: Frame = {
    ...window,
    intervalMs: state.switches.intervalReplaced ? 5 * 60_000 : seconds * 1000,
    now: state.now(),
    incompleteAfterMs: state.incompleteAfterMs,
    // Only what spans are stored in knows rates and tiers.
    scanned: dataset === 'errors' ? null : isFull ? 'full' : 'partial',
  };
  const timeSeries = grouping.kind === 'none' ? [series(frame, within, null)] : topSeries(frame, within, grouping.howMany);
  return ok({ timeSeries, meta: { dataset, start: window.start, end: window.end } });
}

function errorsOf(state: State, query: URLSearchParams): Counted[] | Answer {
  const question = errorsQuestion(query.get('query') ?? '', Array.from(state.groups.values()));
  if (question.kind !== 'question') return declined(question, query);
  return state.events
    .visible(state.now())
    .filter((event) => question.holds(event))
    .map(({ at, environment, release }) => ({ at, environment, release, weight: 1, sampleRate: 1 }));
}

/** A sampled span stands for several, unless the caller asks for what was really stored. A coarser tier keeps one in so many. */
function segmentsOf(state: State, query: URLSearchParams, tier: number): Counted[] | Answer {
  const question = spansQuestion(query.get('query') ?? '');
  if (question.kind !== 'question') return declined(question, query);
  const isExtrapolated = query.get('disableAggregateExtrapolation') !== '1';
  return state.segments
    .visible(state.now())
    .filter((segment, index) => index % tier === 0 && question.holds(segment))
    .map(({ at, environment, release, sampleRate }) => ({
      at,
      environment,
      release,
      weight: isExtrapolated ? tier / sampleRate : 1,
      sampleRate: sampleRate / tier,
    }));
}

function declined(question: Exclude<Question<never>, { kind: 'question' }>, query: URLSearchParams): Answer {
  if (question.kind === 'refused') return refuse(400, question.detail);
  return undeclared(`the ${query.get('dataset')} query ${query.get('query')}`);
}

type Grouping =
  | { readonly kind: 'none' }
  | { readonly kind: 'top'; readonly howMany: number }
  | { readonly kind: 'refused'; readonly detail: string };

function groupingOf(query: URLSearchParams): Grouping {
  const topEvents = query.get('topEvents');
  if (topEvents === null) return { kind: 'none' };
  const howMany = Number(topEvents);
  if (!(Number.isInteger(howMany) && howMany >= 1 && howMany <= 10))
    return { kind: 'refused', detail: 'topEvents must be between 1 and 10' };
  if (query.get('groupBy') !== 'release' || query.get('sort') !== '-count()' || query.get('excludeOther') !== '1') {
    return { kind: 'refused', detail: 'The sandbox declares topEvents with groupBy=release, sort=-count() and excludeOther=1 only' };
  }
  return { kind: 'top', howMany };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const MOST_POINTS = 10_000;

/**
 * Sentry refuses no interval for its size. One that cannot be read is an hour; one that makes too many points, of which a grouped
 * question has a share only, or that is longer than a window of spans, gives way to a default that follows from the window.
 */
function rollupOf(interval: string | null, { start, end }: Window, topEvents: number, isSpans: boolean): number {
  const windowSeconds = (end - start) / 1000;
  const match = /^(?<number>\d+)(?<unit>[smhdw]?)$/.exec(interval ?? defaultInterval(windowSeconds));
  const seconds = match === null ? 3600 : Number(match.groups?.['number']) * (UNIT_SECONDS[match.groups?.['unit'] ?? ''] ?? 1);
  const isTooFine = seconds <= 0 || windowSeconds / seconds > MOST_POINTS / Math.max(topEvents, 1);
  const isTooCoarse = isSpans && seconds > windowSeconds;
  return isTooFine || isTooCoarse ? rollupOf(null, { start, end }, 0, false) : seconds;
}

function defaultInterval(windowSeconds: number): string {
  const days = windowSeconds / 86_400;
  if (days >= 60) return '1d';
  if (days >= 30) return '4h';
  if (days > 1) return '1h';
  return windowSeconds > 3600 ? '5m' : '15m';
}
