import { undeclared, type Answer } from './answer.ts';
import type { ApiRequest } from './api-request.ts';
import { eventsTimeseries } from './events-timeseries.ts';
import { issuesList } from './issues-list.ts';
import { projectEvent } from './project-event.ts';
import { projectStats } from './project-stats.ts';
import { createDeploy, createRelease, listDeploys } from './release-deploys.ts';
import type { State } from './state.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Below `/api/0`; `:name` stands for one encoded segment. The slash at the end is part of it. */
  readonly path: string;
  /** Any one of these lets the token in. */
  readonly scopes: readonly string[];
  readonly parameters: readonly string[];
  readonly handle: (state: State, request: ApiRequest) => Answer;
}

const WINDOW = ['project', 'environment', 'start', 'end', 'query', 'sort'];

export const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/organizations/:organization/events-timeseries/',
    scopes: ['org:read'],
    parameters: [
      ...WINDOW,
      'dataset',
      'interval',
      'yAxis',
      'topEvents',
      'groupBy',
      'excludeOther',
      'disableAggregateExtrapolation',
      'sampling',
    ],
    handle: eventsTimeseries,
  },
  {
    method: 'GET',
    path: '/organizations/:organization/issues/',
    scopes: ['event:read'],
    parameters: [...WINDOW, 'limit', 'cursor'],
    handle: issuesList,
  },
  {
    method: 'GET',
    path: '/projects/:organization/:project/stats/',
    scopes: ['project:read'],
    parameters: ['stat', 'resolution', 'since', 'until'],
    handle: projectStats,
  },
  {
    method: 'GET',
    path: '/projects/:organization/:project/events/:event/',
    scopes: ['project:read'],
    parameters: [],
    handle: projectEvent,
  },
  {
    method: 'POST',
    path: '/organizations/:organization/releases/',
    scopes: ['project:releases', 'org:ci'],
    parameters: [],
    handle: createRelease,
  },
  {
    method: 'GET',
    path: '/organizations/:organization/releases/:version/deploys/',
    scopes: ['project:read', 'project:releases', 'org:ci'],
    parameters: ['per_page', 'cursor'],
    handle: listDeploys,
  },
  {
    method: 'POST',
    path: '/organizations/:organization/releases/:version/deploys/',
    scopes: ['project:releases', 'org:ci'],
    parameters: [],
    handle: createDeploy,
  },
];

/** The named segments, decoded, when the path is that route's; else null. */
export function match(route: Route, method: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = route.path.split('/');
  const given = path.split('/');
  if (route.method !== method || wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const actual = given[index] ?? '';
    if (segment.startsWith(':') && actual !== '') params[segment.slice(1)] = decodeURIComponent(actual);
    else if (segment !== actual) return null;
  }
  return params;
}

/** A parameter that the vendor would ignore in silence: here it is a mistake of the caller. */
export function strayParameter(route: Route, query: URLSearchParams): Answer | null {
  const stray = Array.from(query.keys()).find((key) => !route.parameters.includes(key));
  return stray === undefined ? null : undeclared(`the parameter ${stray} of ${route.path}`);
}
