import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import { exchange, type Call, type Exchange } from './exchange.ts';
import { answerFailure, parseJson } from './failure.ts';
import type { VercelOptions } from './options.ts';

const RETRIES = 2;
const FIRST_WAIT_MS = 200;
/** A longer `Retry-After` is handed to the caller instead of being slept through. */
const LONGEST_WAIT_MS = 10_000;

/**
 * One GET, parsed with our own narrow schema. At most two retries, for 429, 5xx and lost connections, within `signal`.
 * `what` completes "when asked for …".
 */
export async function read<T>(options: VercelOptions, what: string, schema: z.ZodType<T>, call: Call, signal: AbortSignal): Promise<T> {
  for (let retry = 0; ; retry += 1) {
    const got = await exchange(options, call, signal);
    const failure = readFailure(got, what);
    if (failure === null) return parseAnswer(got, what, schema);

    const wait = failure.retryAfterMs ?? FIRST_WAIT_MS * 4 ** retry;
    if (!failure.retryable || retry === RETRIES || wait > LONGEST_WAIT_MS || signal.aborted) throw failure;
    await pause(wait, undefined, { signal }).catch(() => {
      throw failure;
    });
  }
}

function readFailure(got: Exchange, what: string): SwitchbackError | null {
  if (got.kind !== 'answered') return unavailable(what, got.why, got.cause);
  if (got.status !== 200) return answerFailure(got, `for ${what}`, 'it was not read');
  return got.body === null ? unavailable(what, 'the answer broke off', undefined) : null;
}

function unavailable(what: string, why: string, cause: unknown): SwitchbackError {
  return new SwitchbackError('provider_unavailable', `Vercel was asked for ${what}: ${why}. It was not read; try again.`, {
    retryable: true,
    cause,
  });
}

function parseAnswer<T>(got: Exchange, what: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(got.kind === 'answered' ? parseJson(got.body) : undefined);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole answer').join(', ');
  throw new SwitchbackError(
    'provider_answer_invalid',
    `Vercel's answer for ${what} is missing or has changed: ${fields}. It was not used; look at the project in Vercel's dashboard.`,
  );
}
