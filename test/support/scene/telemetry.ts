import { randomUUID } from 'node:crypto';
import { postEnvelope } from '#test/sandbox/sentry/post-envelope.ts';

/** From `start` to `end`, milliseconds since the epoch; the past is welcome. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Trouble {
  readonly message: string;
  /** The commit of the deployment that raised it. */
  readonly release: string;
  readonly perSecond: number;
}

const ROUTE = 'GET /invoices';
/** One request of so many is sent to the tracker, which counts it for all of them. */
const SAMPLE_RATE = 0.05;
const SPANS_PER_SECOND = 2;

/** What is always there: an old issue that customers cause. */
const USUAL: Trouble = { message: 'The session has expired', release: 'any', perSecond: 2 };

/** 40 requests and 2 errors a second, as on any other day. */
export async function sendTraffic(dsn: string, span: Span): Promise<void> {
  await Promise.all([sendRequests(dsn, span), sendErrors(dsn, span, USUAL)]);
}

/** As the app's tracing reports them. */
async function sendRequests(dsn: string, span: Span): Promise<void> {
  const items = moments(span, SPANS_PER_SECOND).map((at) => ({
    name: ROUTE,
    trace_id: '0'.repeat(32),
    span_id: '1'.repeat(16),
    is_segment: true,
    status: 'ok',
    start_timestamp: at / 1000,
    end_timestamp: at / 1000 + 0.01,
    attributes: {
      'sentry.segment.name': { type: 'string', value: ROUTE },
      'sentry.environment': { type: 'string', value: 'production' },
      'sentry.sample_rate': { type: 'double', value: SAMPLE_RATE },
    },
  }));
  const header = { type: 'span', item_count: items.length, content_type: 'application/vnd.sentry.items.span.v2+json' };
  await taken(postEnvelope(dsn, [[header, { version: 2, items }]]));
}

export async function sendErrors(dsn: string, span: Span, { message, release, perSecond }: Trouble): Promise<void> {
  const events = moments(span, perSecond).map((at) => ({
    event_id: randomUUID().replaceAll('-', ''),
    timestamp: at / 1000,
    platform: 'node',
    level: 'error',
    release,
    environment: 'production',
    transaction: ROUTE,
    exception: { values: [{ type: 'Error', value: message }] },
  }));
  await taken(
    postEnvelope(
      dsn,
      events.map((event) => [{ type: 'event' }, event]),
    ),
  );
}

function moments({ start, end }: Span, perSecond: number): number[] {
  return Array.from({ length: Math.floor(((end - start) / 1000) * perSecond) }, (_, index) => start + (index * 1000) / perSecond);
}

async function taken(posted: ReturnType<typeof postEnvelope>): Promise<void> {
  const { status, body } = await posted;
  if (status !== 200) throw new Error(`The local Sentry answered ${status}: ${JSON.stringify(body)}`);
}
