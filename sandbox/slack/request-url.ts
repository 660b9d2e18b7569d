import { createHmac } from 'node:crypto';
import type { Carrier, Envelope } from './deliveries.ts';

export interface RequestUrlOptions {
  readonly requestUrl: string;
  readonly signingSecret: string;
  readonly deadlineMs: number;
}

/** Posts each envelope, signed, to the app's request URL. Any answer but HTTP 200 is a failure, and its body is the response. */
export function requestUrlCarrier(options: RequestUrlOptions): Carrier {
  return {
    send: (envelope, reply) => {
      post(options, envelope).then(
        (answer) => (answer.status === 200 ? reply.acked(parsed(answer.body)) : reply.failed(`the app answered HTTP ${answer.status}`)),
        (error: unknown) => reply.failed(`the request URL could not be reached: ${String(error)}`),
      );
    },
  };
}

async function post(options: RequestUrlOptions, envelope: Envelope): Promise<{ status: number; body: string }> {
  const { contentType, body } = encoded(envelope);
  // The real time, not the workspace's: the receiver compares it with its own clock.
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', options.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const response = await fetch(options.requestUrl, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...(envelope.retry === null
        ? {}
        : { 'x-slack-retry-num': String(envelope.retry.attempt), 'x-slack-retry-reason': envelope.retry.reason }),
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(options.deadlineMs * 2),
  });
  return { status: response.status, body: await response.text() };
}

/** Bolt refuses a form whose content type carries a charset, and Slack sends none. */
function encoded(envelope: Envelope): { contentType: string; body: string } {
  if (envelope.kind === 'events_api') return { contentType: 'application/json', body: JSON.stringify(envelope.payload) };
  const fields =
    envelope.kind === 'interactive'
      ? { payload: JSON.stringify(envelope.payload) }
      : Object.fromEntries(Object.entries(envelope.payload).map(([field, value]) => [field, String(value)]));
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}

function parsed(body: string): unknown {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    return { text: body };
  }
}
