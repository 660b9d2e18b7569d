import type { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import { exchange, type Call } from './exchange.ts';
import { answerFailure, isRateLimited, parseJson, vendorMessage, type Answer } from './failure.ts';
import { redact } from './redact.ts';
import { tokenOf, type Scope } from './scope.ts';

export interface Order extends Call {
  /** What is done, to complete "when asked to …": `open the pull request`. */
  readonly what: string;
  /** What a failure leaves undone, to complete its sentence: `it was not opened`. */
  readonly undone: string;
}

export type Written<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** GitHub said no and did nothing. `message` is its own sentence, shortened; untrusted text. */
  | { readonly kind: 'refused'; readonly status: number; readonly message: string };

/** 4xx that a proxy or server also answers to a request whose fate it does not know. */
const DOUBTFUL = new Set([408, 425, 499]);

/**
 * The one request that others can see the effect of, sent once. Every 2xx that can be read is a yes; a 2xx that cannot, a 5xx and a lost
 * answer are no no.
 */
export async function write<T>(
  scope: Scope,
  order: Order,
  schema: z.ZodType<T>,
  beforeSend: () => void,
  signal: AbortSignal,
): Promise<Written<T>> {
  const got = await exchange(scope.client, order, signal, beforeSend);
  if (got.kind === 'not sent') throw notSent(order, got.why, got.cause);
  if (got.kind === 'lost') throw outcomeUnknown(order, got.why, got.cause);
  const { status } = got;
  if (status >= 200 && status < 300) {
    const parsed = schema.safeParse(parseJson(got.body));
    if (parsed.success) return { kind: 'done', value: parsed.data };
    throw outcomeUnknown(order, `it answered ${status} with something that it does not document`, undefined);
  }
  if (status >= 500 || DOUBTFUL.has(status)) throw outcomeUnknown(order, `it answered ${status}`, undefined);
  return refused(scope, order, got);
}

/**
 * Puts something into the repository that nothing points to, so that nobody sees it and sending it again gives the same: a blob, a tree, a
 * commit, a tag object. Whatever goes wrong, nothing happened.
 */
export async function store<T>(scope: Scope, order: Order, schema: z.ZodType<T>, signal: AbortSignal): Promise<Written<T>> {
  const got = await exchange(scope.client, order, signal);
  if (got.kind !== 'answered') throw notSent(order, got.why, got.cause);
  const { status } = got;
  const parsed = status >= 200 && status < 300 ? schema.safeParse(parseJson(got.body)) : null;
  if (parsed?.success === true) return { kind: 'done', value: parsed.data };
  if (parsed !== null) {
    const why = `GitHub's answer when asked to ${order.what} is missing or has changed, so ${order.undone}. Look at the repository on GitHub.`;
    throw new SwitchbackError('provider_answer_invalid', why);
  }
  if (status >= 500) throw answerFailure(got, `to ${order.what}`, order.undone);
  return refused(scope, order, got);
}

function refused(scope: Scope, order: Order, got: Answer): Written<never> {
  const { status } = got;
  // What GitHub answers to a merge that its rules forbid is 405, and a missing permission is no such refusal.
  if (status < 400 || status === 401 || status === 403 || status === 404 || isRateLimited(got)) {
    throw answerFailure(got, `to ${order.what}`, order.undone);
  }
  return { kind: 'refused', status, message: redact(vendorMessage(got) ?? 'GitHub gave no reason.', tokenOf(scope)) };
}

function notSent({ what, undone }: Order, why: string, cause: unknown): SwitchbackError {
  const message = `GitHub could not be asked to ${what} (${why}), so ${undone}. Try again.`;
  return new SwitchbackError('provider_unavailable', message, { retryable: true, cause });
}

function outcomeUnknown({ what }: Order, why: string, cause: unknown): SwitchbackError {
  const message = `GitHub was asked to ${what} and ${why}, so it may or may not be done. It was not sent again; look at GitHub first.`;
  return new SwitchbackError('outcome_unknown', message, { cause });
}
