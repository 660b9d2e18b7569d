import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import type { Http } from '#src/http/create-http.ts';
import type { Advice, HttpRequest } from '#src/http/http-request.ts';
import { orAbsent } from '#src/http/or-absent.ts';
import type { Sent } from '#src/http/sent.ts';
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

const ADVICE: Advice = {
  provider_unauthorized: "Check the DSN: its key, and that its host is the project's region.",
  provider_not_found: 'Check the DSN.',
  provider_refused: 'Check the DSN.',
  provider_rate_limited: "The app's own errors are being dropped too, and counts are too low until that ends.",
  outcome_unknown: 'Send the next one.',
};

export interface Sender {
  readonly http: Http;
  readonly dsn: Dsn;
  readonly environment: string;
  readonly now: () => number;
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
  const sent = await post(sender, lines, signal);
  if (sent.kind !== 'taken') throw sent.error;
  if (Taken.safeParse(sent.answer.json).data?.id !== id) {
    throw new SwitchbackError(
      'provider_answer_invalid',
      'Something other than Sentry took the test event, so it proves nothing about the pipeline. Check the host in the DSN.',
    );
  }
}

async function post(sender: Sender, lines: readonly unknown[], signal: AbortSignal): Promise<Sent> {
  const request: HttpRequest = {
    asked: 'to take a test event',
    undone: 'it was not taken',
    advice: ADVICE,
    method: 'POST',
    url: sender.dsn.envelopeUrl,
    headers: {
      'content-type': 'application/x-sentry-envelope',
      'x-sentry-auth': `Sentry sentry_version=7, sentry_client=switchback/1, sentry_key=${sender.dsn.publicKey}`,
    },
    body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    answer: 'text',
  };
  try {
    return await sender.http.send(request, () => {}, signal);
  } catch (error) {
    if (!(error instanceof SwitchbackError) || error.code !== 'outcome_unknown') throw error;
    // Whether it arrived is read back in any case.
    throw new SwitchbackError('provider_unavailable', error.message, { retryable: true, cause: error.cause });
  }
}

/** Null also for a project that does not exist: both mean that the test event cannot be read back. */
export async function heartbeat(scope: Scope, id: string, signal: AbortSignal): Promise<{ sentAt: number; receivedAt: number } | null> {
  const call: Call = { method: 'GET', path: pathOf('projects', scope.organization, scope.project, 'events', id), scope: 'project:read' };
  const answer = await orAbsent(scope.request(call, signal));
  if (answer === null) return null;
  const event = read(call, answer, Event);
  if (event.eventID !== id) throw answerInvalid(call, 'is about another event');
  return { sentAt: event.dateCreated, receivedAt: event.dateReceived };
}
