import { ok, refuse, undeclared, type Answer } from './answer.ts';
import { windowOf, type ApiRequest } from './api-request.ts';
import { pageOf } from './page-of.ts';
import { parseQuery } from './parse-query.ts';
import type { SentryEvent, State } from './state.ts';

export interface SandboxIssue {
  readonly id: string;
  readonly shortId: string;
  readonly title: string;
  readonly culprit: string;
  readonly level: string;
  readonly metadata: { readonly type?: string; readonly value?: string };
  readonly count: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export function issuesList(state: State, { query }: ApiRequest): Answer {
  const projects = query.getAll('project');
  if (projects.some((project) => !/^-?\d+$/.test(project))) return refuse(400, 'Invalid project parameter. Values must be numbers.');
  const window = windowOf(query);
  if (window === null) return refuse(400, 'start and end are both required, as ISO 8601, and start must be before end');
  const limit = Number(query.get('limit') ?? '100');
  if (!(limit >= 1 && limit <= 100)) return refuse(400, 'Invalid value for per_page. Must be between 1 and 100.');
  if (query.get('sort') !== 'freq') return undeclared(`the issue order ${query.get('sort')}`);
  const search = query.get('query');
  if (search === null) return undeclared('an issue list without a query, which is is:unresolved');
  const after = firstSeenOf(search);
  if (after === null) return undeclared(`the issue query ${search}`);

  const environments = query.getAll('environment');
  const events = state.events
    .visible(state.now())
    .filter((event) => environments.length === 0 || environments.includes(event.environment ?? ''));
  const windowed = events.filter((event) => event.at >= window.start && event.at < window.end);
  const found = issuesOf(events)
    .map((issue) => Object.assign(issue, { count: windowed.filter((event) => event.shortId === issue.shortId).length }))
    .filter((issue) => issue.count > 0 && issue.firstSeen > after)
    .sort((a, b) => b.count - a.count);
  const page = pageOf(projects.includes(state.identity.projectId) ? found : [], Math.min(limit, state.pageSize), query);
  return ok(
    page.items.map((issue) => asVendor(state, issue)),
    page.headers,
  );
}

/** Every group among these events, in the order of first arrival. */
export function issuesOf(events: readonly SentryEvent[]): readonly SandboxIssue[] {
  return Array.from(Map.groupBy(events, (event) => event.shortId)).map(([shortId, group]) => {
    const times = group.map((event) => event.at);
    const newest = group.reduce((latest, event) => (event.at >= latest.at ? event : latest));
    return {
      id: String(7_000_000 + Number(shortId.slice(shortId.lastIndexOf('-') + 1))),
      shortId,
      title: newest.title,
      culprit: newest.culprit,
      level: newest.level,
      metadata: newest.exception ?? {},
      count: group.length,
      firstSeen: times.reduce((a, b) => Math.min(a, b)),
      lastSeen: times.reduce((a, b) => Math.max(a, b)),
    };
  });
}

function asVendor(state: State, issue: SandboxIssue): object {
  const { organization, project, projectId } = state.identity;
  return {
    ...issue,
    permalink: `https://${organization}.sentry.invalid/issues/${issue.id}/`,
    status: 'unresolved',
    substatus: 'new',
    count: String(issue.count),
    userCount: 0,
    isUnhandled: false,
    firstSeen: new Date(issue.firstSeen).toISOString(),
    lastSeen: new Date(issue.lastSeen).toISOString(),
    project: { id: projectId, slug: project, name: project },
  };
}

/** The moment in `firstSeen:>…`; the beginning of time for no query; null for a query that is not declared. */
function firstSeenOf(search: string): number | null {
  const terms = parseQuery(search);
  if (terms === null || terms.length > 1) return null;
  const [term] = terms;
  if (term === undefined) return 0;
  const moment = term.value.startsWith('>') ? Date.parse(term.value.slice(1)) : Number.NaN;
  return term.key === 'firstSeen' && !Number.isNaN(moment) ? moment : null;
}
