import type { Answer } from './answer.ts';
import { createRedact } from './create-redact.ts';
import { exchange } from './exchange.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpRequest } from './http-request.ts';
import { isTaken } from './is-taken.ts';
import { parseJson } from './parse-json.ts';

const TIMEOUT_MS = 20_000;
const LARGEST = 10 * 1024 * 1024;

/** One attempt, judged only as far as its secrets go. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly answer: Answer;
      /** Null for a whole body; else what became of it. */
      readonly flaw: { readonly kind: 'cut' | 'broken'; readonly why: string } | null;
    }
  | { readonly kind: 'not sent'; readonly why: string; readonly cause: Error | undefined }
  | { readonly kind: 'lost'; readonly why: string; readonly cause: Error | undefined };

export interface Once {
  readonly beforeSend?: () => void;
  readonly leaves?: (status: number) => boolean;
}

export async function attemptOnce(options: HttpOptions, request: HttpRequest, once: Once, signal: AbortSignal): Promise<Outcome> {
  const { method = 'GET', url, headers = {}, body } = request;
  const { attemptTimeoutMs: timeoutMs = TIMEOUT_MS, largestAnswer: largest = LARGEST } = options;
  const redact = createRedact(options.secrets, headers);
  const got = await exchange({ method, url, headers, body, timeoutMs, largest, ...once }, signal);
  if (got.kind !== 'answered') return { ...got, cause: withoutSecrets(got.cause, redact) };

  const whole = got.body.kind === 'whole' ? got.body.text : '';
  const { status, headers: told } = got;
  // A proxy that quotes the request back must not put a token into a message; within JSON it may be written in escapes.
  const answer = isTaken(status)
    ? { status, headers: told, text: whole, json: parseJson(whole) }
    : { status, headers: told, text: redact(whole), json: parseJson(whole, redact) };
  if (got.body.kind === 'whole') return { kind: 'answered', answer, flaw: null };
  const why = got.body.kind === 'cut' ? `the answer is larger than ${largest} bytes` : got.body.why;
  return { kind: 'answered', answer, flaw: { kind: got.body.kind, why } };
}

/** What a log shows below the message. The original is not kept: it may hold the request. */
function withoutSecrets(cause: unknown, redact: (text: string) => string): Error | undefined {
  if (!(cause instanceof Error)) return undefined;
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return new Error(redact(`${cause.message}${inner}`));
}
