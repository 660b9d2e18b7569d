import { ok, refuse, undeclared, type Answer } from './answer.ts';
import { windowOf, type ApiRequest } from './api-request.ts';
import { errorsQuestion, spansQuestion, type Question } from './question.ts';
import { series, topSeries, type Counted, type Frame } from './series.ts';
import type { State } from './state.ts';

const DATASETS = ['errors', 'logs', 'profile_functions', 'spans', 'tracemetrics', 'uptime_results'];
const SPAN_INTERVALS = new Set([15, 30, 60, 120, 300, 600, 900, 1800, 3600, 10_800, 14_400, 43_200, 86_400]);
const MOST_POINTS = { errors: 10_000, spans: 10_100 };
const TOO_MANY = 'Your interval and date range would create too many results. Use a larger interval, or a smaller date range.';

export function eventsTimeseries(state: State, { query }: ApiRequest): Answer {
  const dataset = query.get('dataset');
  if (dataset === null) return refuse(400, 'dataset is required');
  if (!DATASETS.includes(dataset)) return refuse(400, `dataset must be one of: ${DATASETS.join(', ')}`);
  if (dataset !== 'errors' && dataset !== 'spans') return undeclared(`the dataset ${dataset}`);
  if (query.get('yAxis') !== 'count()') return undeclared(`the yAxis ${query.get('yAxis')}`);
  const projects = query.getAll('project');
  if (projects.some((project) => !/^-?\d+$/.test(project))) return refuse(400, 'Invalid project parameter. Values must be numbers.');
  const window = windowOf(query);
  if (window === null) return refuse(400, 'start and end are both required, as ISO 8601, and start must be before end');
  const seconds = secondsOf(query.get('interval') ?? '');
  if (seconds === null) return refuse(400, 'Invalid interval');
  const isTaken = dataset === 'errors' || SPAN_INTERVALS.has(seconds) || state.extraSpanIntervals.includes(seconds);
  if (!isTaken) return refuse(400, `Invalid interval ${seconds} for the dataset spans`);
  if ((window.end - window.start) / (seconds * 1000) > MOST_POINTS[dataset]) return refuse(400, TOO_MANY);
  const grouping = groupingOf(query);
  if (grouping.kind === 'refused') return refuse(400, grouping.detail);
  if (state.switches.emptySeries || !projects.includes(state.identity.projectId)) return ok({ timeSeries: [] });

  const counted = dataset === 'errors' ? errorsOf(state, query) : segmentsOf(state, query);
  if (!Array.isArray(counted)) return counted;
  const environments = query.getAll('environment');
  const within = counted.filter(
    (item) =>
      item.at >= window.start && item.at < window.end && (environments.length === 0 || environments.includes(item.environment ?? '')),
  );
  const intervalMs = state.switches.intervalReplaced ? 5 * 60_000 : seconds * 1000;
  const frame: Frame = { ...window, intervalMs, now: state.now(), incompleteAfterMs: state.incompleteAfterMs };
  const timeSeries = grouping.kind === 'none' ? [series(frame, within, null)] : topSeries(frame, within, grouping.howMany);
  return ok({ timeSeries, meta: { dataset, start: window.start, end: window.end } });
}

function errorsOf(state: State, query: URLSearchParams): Counted[] | Answer {
  const question = errorsQuestion(query.get('query') ?? '', Array.from(state.groups.values()));
  if (question.kind !== 'question') return declined(question, query);
  return state.events
    .visible(state.now())
    .filter((event) => question.holds(event))
    .map((event) => ({ at: event.at, environment: event.environment, release: event.release, weight: 1 }));
}

/** A sampled span stands for several, unless the caller asks for what was really sent. */
function segmentsOf(state: State, query: URLSearchParams): Counted[] | Answer {
  const question = spansQuestion(query.get('query') ?? '');
  if (question.kind !== 'question') return declined(question, query);
  const isExtrapolated = query.get('disableAggregateExtrapolation') !== '1';
  return state.segments
    .visible(state.now())
    .filter((segment) => question.holds(segment))
    .map(({ at, environment, release, sampleRate }) => ({ at, environment, release, weight: isExtrapolated ? 1 / sampleRate : 1 }));
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

const UNIT_SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

function secondsOf(interval: string): number | null {
  const match = /^(?<number>\d+)(?<unit>[smhd]?)$/.exec(interval);
  const seconds = Number(match?.groups?.['number']) * (UNIT_SECONDS[match?.groups?.['unit'] ?? ''] ?? Number.NaN);
  return seconds > 0 ? seconds : null;
}
