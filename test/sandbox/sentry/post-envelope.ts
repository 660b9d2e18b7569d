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

/** One request of the app, as the streamed span that it begins with, with a child span inside. */
export function postRequest(dsn: string, request: { at: number; route: string; environment?: string; sampleRate?: number }): Promise<Sent> {
  const attributes = {
    'sentry.segment.name': { type: 'string', value: request.route },
    'sentry.release': { type: 'string', value: 'shop@1' },
    'sentry.environment': { type: 'string', value: request.environment ?? 'production' },
    'sentry.sample_rate': { type: 'double', value: request.sampleRate ?? 1 },
  };
  const seconds = request.at / 1000;
  const span = { trace_id: '0'.repeat(32), start_timestamp: seconds, end_timestamp: seconds + 0.01, status: 'ok', attributes };
  const items = [
    { ...span, name: 'select', span_id: '2'.repeat(16), is_segment: false },
    { ...span, name: request.route, span_id: '1'.repeat(16), is_segment: true },
  ];
  const header = { type: 'span', item_count: items.length, content_type: 'application/vnd.sentry.items.span.v2+json' };
  return postEnvelope(dsn, [[header, { version: 2, items }]]);
}
