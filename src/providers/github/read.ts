import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import { exchange, type Call, type Exchange } from './exchange.ts';
import { answerFailure, parseJson, type Answer } from './failure.ts';
import type { Scope } from './scope.ts';

const RETRIES = 2;
const FIRST_WAIT_MS = 200;
/** A longer wait is handed to the caller instead of being slept through. */
const LONGEST_WAIT_MS = 10_000;
const PER_PAGE = 100;

/** A read, by the words that complete "when asked for …". */
export interface Question extends Call {
  readonly what: string;
}

/** One GET, parsed with our own narrow schema. At most two retries, for limits, 5xx and lost connections, within `signal`. */
export async function read<T>(scope: Scope, question: Question, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
  const answer = await ask(scope, question, signal);
  if (answer.status !== 200) throw answerFailure(answer, `for ${question.what}`, 'it was not read');
  return parse(answer, question, schema);
}

/**
 * The same; null where there is no such thing. GitHub says 404 for what a token may not see as well, so nothing is called absent before the
 * repository itself was seen.
 */
export async function readIfThere<T>(scope: Scope, question: Question, schema: z.ZodType<T>, signal: AbortSignal): Promise<T | null> {
  const answer = await ask(scope, question, signal);
  if (answer.status === 200) return parse(answer, question, schema);
  if (answer.status !== 404) throw answerFailure(answer, `for ${question.what}`, 'it was not read');
  await read(
    scope,
    { what: 'the repository', route: 'GET /repos/{owner}/{repo}', parameters: scope.repo },
    z.object({ full_name: z.string() }),
    signal,
  );
  return null;
}

/** Every page of a list, up to `most` items; `more` where there were others. */
export async function readAll<T>(
  scope: Scope,
  question: Question,
  page: z.ZodType<readonly T[]>,
  most: number,
  signal: AbortSignal,
): Promise<{ readonly items: readonly T[]; readonly more: boolean }> {
  const items: T[] = [];
  for (let number = 1; ; number += 1) {
    const parameters = { ...question.parameters, per_page: PER_PAGE, page: number };
    const got = await read(scope, { ...question, parameters }, page, signal);
    items.push(...got);
    if (items.length >= most || got.length < PER_PAGE) {
      return { items: items.slice(0, most), more: items.length > most || (items.length === most && got.length === PER_PAGE) };
    }
  }
}

async function ask(scope: Scope, question: Question, signal: AbortSignal): Promise<Answer> {
  for (let retry = 0; ; retry += 1) {
    const got = await exchange(scope.client, question, signal);
    const failure = passing(got, question);
    if (failure === null && got.kind === 'answered') return got;
    if (failure === null) throw unavailable(question, 'it gave no answer', undefined);
    const wait = failure.retryAfterMs ?? FIRST_WAIT_MS * 4 ** retry;
    if (retry === RETRIES || wait > LONGEST_WAIT_MS || signal.aborted) throw failure;
    await pause(wait, undefined, { signal }).catch(() => {
      throw failure;
    });
  }
}

/** What may be over when it is asked again; null for every other answer. */
function passing(got: Exchange, question: Question): SwitchbackError | null {
  if (got.kind !== 'answered') return unavailable(question, got.why, got.cause);
  if (got.body === null) return unavailable(question, 'the answer broke off', undefined);
  if (got.status < 400) return null;
  const failure = answerFailure(got, `for ${question.what}`, 'it was not read');
  return failure.retryable ? failure : null;
}

function unavailable({ what }: Question, why: string, cause: unknown): SwitchbackError {
  const message = `GitHub was asked for ${what}: ${why}. It was not read; try again.`;
  return new SwitchbackError('provider_unavailable', message, { retryable: true, cause });
}

function parse<T>(answer: Answer, { what }: Question, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(answer.body));
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole answer'))].slice(0, 5).join(', ');
  throw new SwitchbackError(
    'provider_answer_invalid',
    `GitHub's answer for ${what} is missing or has changed: ${fields}. It was not used; look at the repository on GitHub.`,
  );
}
