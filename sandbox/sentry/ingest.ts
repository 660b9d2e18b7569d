import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { ok, refuse, undeclared, type Answer } from './answer.ts';
import { parseEnvelope, type Envelope, type EnvelopeItem } from './parse-envelope.ts';
import { count, type State } from './state.ts';
import { takeEvent } from './take-event.ts';
import { takeSpans, takeTransaction } from './take-spans.ts';

export interface IngestRequest {
  readonly projectId: string;
  readonly query: URLSearchParams;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

/** Accepted and counted, and of no further use to the Web API. */
const ONLY_COUNTED = new Set(['session', 'sessions', 'check_in', 'statsd', 'trace_metric', 'log']);

const ClientReport = z.object({
  discarded_events: z.array(z.object({ reason: z.string(), category: z.string(), quantity: z.number() })),
});

const INVALID = refuse(400, 'invalid event envelope');

export function ingest(state: State, request: IngestRequest): Answer {
  const body = unzipped(request);
  if (body === null) return refuse(400, 'failed to decode the request body');
  const envelope = parseEnvelope(body);
  if (envelope === null) return INVALID;
  const key = keyOf(request, envelope);
  if (key === null) return refuse(401, 'missing authorization information');
  if (request.projectId !== state.identity.projectId) return refuse(403, 'event submission rejected with_reason: ProjectId');
  if (key !== state.identity.publicKey) return refuse(403, 'bad sentry DSN public key');

  const answers = envelope.items.map((item) => takeItem(state, item));
  const refusal = answers.find((answer) => answer !== null);
  if (refusal !== undefined) return refusal;
  const id = envelope.header['event_id'];
  return ok(typeof id === 'string' ? { id } : {});
}

function takeItem(state: State, item: EnvelopeItem): Answer | null {
  count(state, item.type, 1);
  if (ONLY_COUNTED.has(item.type)) return null;
  const payload = jsonOf(item.payload);
  switch (item.type) {
    case 'event':
      return keepEvent(state, payload);
    case 'span': {
      const taken = takeSpans(item, payload);
      if (taken === null) return INVALID;
      count(state, 'spans', taken.spans);
      for (const segment of taken.segments) state.segments.add(segment, state.now() + state.switches.lagMs);
      return null;
    }
    case 'transaction': {
      const segment = takeTransaction(payload);
      if (segment === null) return INVALID;
      state.segments.add(segment, state.now() + state.switches.lagMs);
      return null;
    }
    case 'client_report': {
      const report = ClientReport.safeParse(payload);
      if (!report.success) return INVALID;
      for (const discarded of report.data.discarded_events) count(state, `discarded:${discarded.reason}`, discarded.quantity);
      return null;
    }
    default:
      return undeclared(`an envelope item of type ${item.type}`);
  }
}

/** The limit comes before the look at the event, as at the real door; a second event of the same id is taken and forgotten. */
function keepEvent(state: State, payload: unknown): Answer | null {
  const { switches } = state;
  if (falls(state, 'reject', switches.rejectShare)) {
    state.rejections.push(state.now());
    const limits = `${switches.backOffSeconds}:error:project:spike_protection`;
    return {
      ...refuse(429, 'Sentry dropped data due to a quota or internal rate limit being reached.'),
      headers: limitHeaders(limits, switches.backOffSeconds),
    };
  }
  const event = takeEvent(state, payload);
  if (event === null) return INVALID;
  if (falls(state, 'drop', switches.dropShare)) {
    state.rejections.push(state.now());
    return null;
  }
  if (!state.eventIds.has(event.id)) {
    state.eventIds.add(event.id);
    if (event.release !== null) state.releases.add(event.release);
    state.events.add(event, state.now() + switches.lagMs);
  }
  return null;
}

function limitHeaders(limits: string, seconds: number): Record<string, string> {
  return { 'x-sentry-rate-limits': limits, 'retry-after': String(seconds) };
}

/** Spreads a share evenly, without chance: a half is every second one. */
function falls(state: State, which: 'reject' | 'drop', share: number): boolean {
  state.owed[which] += share;
  if (state.owed[which] < 1 - 1e-9) return false;
  state.owed[which] -= 1;
  return true;
}

function keyOf(request: IngestRequest, envelope: Envelope): string | null {
  const fromQuery = request.query.get('sentry_key');
  if (fromQuery !== null) return fromQuery;
  const header = request.headers['x-sentry-auth'];
  const fromHeader = typeof header === 'string' ? /sentry_key=(?<key>\w+)/.exec(header)?.groups?.['key'] : undefined;
  if (fromHeader !== undefined) return fromHeader;
  const dsn = envelope.header['dsn'];
  return typeof dsn === 'string' ? (URL.parse(dsn)?.username ?? null) : null;
}

function unzipped(request: IngestRequest): Buffer | null {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return request.body;
  if (encoding !== 'gzip') return null;
  try {
    return gunzipSync(request.body);
  } catch {
    return null;
  }
}

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}
