import { randomUUID } from 'node:crypto';

export interface Sent {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export interface AppError {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly message: string;
  readonly release?: string;
  readonly environment?: string;
  readonly route?: string;
  readonly id?: string;
}

/** Sends items as an app without an SDK would: header line, then per item a header and a payload. */
export async function postEnvelope(dsn: string, items: readonly (readonly [header: object, payload: object])[]): Promise<Sent> {
  const url = new URL(dsn);
  const [eventId] = items.flatMap(([, payload]) => ('event_id' in payload ? [payload.event_id] : []));
  const lines = [eventId === undefined ? {} : { event_id: eventId }, ...items.flat()];
  const response = await fetch(`${url.origin}/api${url.pathname}/envelope/?sentry_version=7&sentry_key=${url.username}`, {
    method: 'POST',
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

export function postError(dsn: string, error: AppError): Promise<Sent> {
  const event = {
    event_id: error.id ?? randomUUID().replaceAll('-', ''),
    timestamp: error.at / 1000,
    platform: 'node',
    level: 'error',
    release: error.release ?? 'shop@1',
    environment: error.environment ?? 'production',
    server_name: 'web-1',
    transaction: error.route ?? 'GET /invoices',
    exception: { values: [{ type: 'Error', value: error.message }] },
  };
  return postEnvelope(dsn, [[{ type: 'event' }, event]]);
}

interface AppRequest {
  readonly at: number;
  readonly route: string;
  readonly environment?: string;
  readonly sampleRate?: number;
}

/** One request of the app, as the streamed span that it begins with, with a child span inside. */
export function postRequest(dsn: string, request: AppRequest): Promise<Sent> {
  const [child, segment] = [span(request, 'select', false), span(request, request.route, true)];
  return postSpans(dsn, [child, segment]);
}

/** Many at once. */
export function postRequests(dsn: string, times: readonly number[], route: string): Promise<Sent> {
  return postSpans(
    dsn,
    times.map((at) => span({ at, route }, route, true)),
  );
}

function postSpans(dsn: string, items: readonly object[]): Promise<Sent> {
  const header = { type: 'span', item_count: items.length, content_type: 'application/vnd.sentry.items.span.v2+json' };
  return postEnvelope(dsn, [[header, { version: 2, items }]]);
}

function span({ at, route, environment = 'production', sampleRate = 1 }: AppRequest, name: string, isSegment: boolean): object {
  const seconds = at / 1000;
  return {
    trace_id: '0'.repeat(32),
    span_id: (isSegment ? '1' : '2').repeat(16),
    is_segment: isSegment,
    name,
    start_timestamp: seconds,
    end_timestamp: seconds + 0.01,
    status: 'ok',
    attributes: {
      'sentry.segment.name': { type: 'string', value: route },
      'sentry.release': { type: 'string', value: 'shop@1' },
      'sentry.environment': { type: 'string', value: environment },
      'sentry.sample_rate': { type: 'double', value: sampleRate },
    },
  };
}
