import { setTimeout } from 'node:timers/promises';
import { SwitchbackError } from '#domain/errors.ts';
import { exchange } from './exchange.ts';
import { failureOf, lostReply } from './failure-of.ts';

const ATTEMPTS = 3;
const LONGEST_WAIT_MS = 15_000;

export interface Call {
  readonly method: 'GET' | 'POST';
  /** Below `/api/0`, encoded, with the trailing slash that Sentry insists on. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What the token needs, for the refusal that names it. */
  readonly scope: string;
}

export interface Reply {
  /** In 2xx, or 404: whether that is an error only the caller knows. */
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

export type Request = (call: Call, signal: AbortSignal) => Promise<Reply>;

/** Reads are repeated after 429, 5xx and a transport failure, at most twice and within `signal`. A write is sent once. */
export function createRequest(options: { origin: string; token: string; timeoutMs: number }): Request {
  return async function request(call, signal) {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await once(options, call, signal);
      if (!(outcome instanceof SwitchbackError)) return outcome;
      const waitMs = outcome.retryAfterMs ?? 250 * 2 ** attempt;
      const again = call.method === 'GET' && outcome.retryable && attempt < ATTEMPTS && waitMs <= LONGEST_WAIT_MS;
      if (!again || !(await waited(waitMs + Math.random() * 250, signal))) throw outcome;
    }
  };
}

async function once(
  options: { origin: string; token: string; timeoutMs: number },
  call: Call,
  signal: AbortSignal,
): Promise<Reply | SwitchbackError> {
  if (signal.aborted) {
    return new SwitchbackError('provider_unavailable', `The time for ${call.method} ${call.path} was over before it was sent to Sentry.`);
  }
  const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query)}`;
  const outcome = await exchange(
    `${options.origin}/api/0${call.path}${query}`,
    {
      method: call.method,
      headers: {
        authorization: `Bearer ${options.token}`,
        accept: 'application/json',
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    },
    options.timeoutMs,
    signal,
  );
  if (outcome.kind === 'failed') return lostReply(call, 'gave no answer', outcome.cause);
  // A proxy that quotes the request back must not put the token into a message.
  const answer = { ...outcome.answer, text: outcome.answer.text.replaceAll(options.token, '[token]') };
  const failure = failureOf(call, answer);
  if (failure !== null) return failure;
  try {
    return { status: answer.status, headers: answer.headers, json: JSON.parse(answer.text) };
  } catch {
    // A proxy in between answers 200 with a page of its own; for a write that is no proof that Sentry took it.
    if (call.method === 'POST' && answer.status !== 404) return lostReply(call, 'answered something that is not JSON', undefined);
    return new SwitchbackError(
      'provider_answer_invalid',
      `Sentry answered ${call.method} ${call.path} with something that is not JSON, so it was not used. Check the Sentry URL.`,
    );
  }
}

async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(ms, true, { signal }).catch(() => false);
}
