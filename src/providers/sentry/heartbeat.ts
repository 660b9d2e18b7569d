import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import { exchange } from './exchange.ts';
import type { Dsn } from './parse-dsn.ts';
import { answerInvalid, read } from './read.ts';
import type { Call } from './request.ts';
import { pathOf, type Scope } from './scope.ts';

/** The whole text of the test event, and so the title of the one issue that they all fall into. */
export const HEARTBEAT = 'Switchback heartbeat';

const Taken = z.object({ id: z.string() });

const Event = z.object({
  eventID: z.string(),
  dateCreated: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  dateReceived: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
});

export interface Sender {
  readonly dsn: Dsn;
  readonly environment: string;
  readonly now: () => number;
  readonly timeoutMs: number;
}

/** Not retried: the next heartbeat is seconds away, and a lost one is a finding. Sentry keeps one event per id. */
export async function sendHeartbeat(sender: Sender, id: string, incident: string, signal: AbortSignal): Promise<void> {
  const event = {
    event_id: id,
    timestamp: sender.now() / 1000,
    platform: 'other',
    level: 'info',
    environment: sender.environment,
    message: { formatted: HEARTBEAT },
    fingerprint: ['switchback-heartbeat'],
    tags: { 'switchback.incident': incident },
  };
  const lines = [{ event_id: id, sent_at: new Date(sender.now()).toISOString() }, { type: 'event' }, event];
  const outcome = await exchange(
    sender.dsn.envelopeUrl,
    {
      method: 'POST',
      headers: {
        'content-type': 'application/x-sentry-envelope',
        'x-sentry-auth': `Sentry sentry_version=7, sentry_client=switchback/1, sentry_key=${sender.dsn.publicKey}`,
      },
      body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    },
    sender.timeoutMs,
    signal,
  );
  if (outcome.kind === 'failed') throw unavailable('gave no answer', outcome.cause);
  const { status, headers, text } = outcome.answer;
  if (status === 429) throw limited(headers);
  if (status >= 500) throw unavailable(`answered ${status}`, undefined);
  if (status !== 200) throw refused(status);
  if (Taken.safeParse(jsonOf(text)).data?.id !== id) {
    throw new SwitchbackError(
      'provider_answer_invalid',
      'Something other than Sentry took the test event, so it proves nothing about the pipeline. Check the host in the DSN.',
    );
  }
}

/** Null also for a project that does not exist: both mean that the test event cannot be read back. */
export async function heartbeat(scope: Scope, id: string, signal: AbortSignal): Promise<{ sentAt: number; receivedAt: number } | null> {
  const call: Call = { method: 'GET', path: pathOf('projects', scope.organization, scope.project, 'events', id), scope: 'project:read' };
  const reply = await scope.request(call, signal);
  if (reply.status === 404) return null;
  const event = read(call, reply, Event);
  if (event.eventID !== id) throw answerInvalid(call, 'is about another event');
  return { sentAt: event.dateCreated, receivedAt: event.dateReceived };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unavailable(found: string, cause: unknown): SwitchbackError {
  return new SwitchbackError(
    'provider_unavailable',
    `Sentry's ingest ${found} to a test event; it may not have arrived. Send the next one.`,
    {
      retryable: true,
      cause,
    },
  );
}

function limited(headers: Headers): SwitchbackError {
  const seconds = Number.parseInt(headers.get('x-sentry-rate-limits') ?? headers.get('retry-after') ?? '', 10);
  return new SwitchbackError(
    'provider_rate_limited',
    "Sentry refused a test event for its rate limit (429), so the app's own errors are being dropped too. Counts are too low until it ends.",
    { retryable: true, ...(Number.isNaN(seconds) ? {} : { retryAfterMs: seconds * 1000 }) },
  );
}

function refused(status: number): SwitchbackError {
  const isAccess = status === 401 || status === 403;
  return new SwitchbackError(
    isAccess ? 'provider_unauthorized' : 'provider_refused',
    isAccess
      ? `Sentry's ingest refused the DSN (${status}), so no test event was taken. Check its key, and that its host is the project's region.`
      : `Sentry's ingest refused a test event (${status}), so it was not taken. Check the DSN.`,
  );
}
