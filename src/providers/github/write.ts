import type { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import type { HttpRequest } from '#src/http/http-request.ts';
import type { Sent } from '#src/http/sent.ts';
import { refusalWords } from './refusal-words.ts';
import { request, type Call } from './request.ts';
import type { Scope } from './scope.ts';

export interface Order extends Call {
  /** What is done, to complete "when asked to …": `open the pull request`. */
  readonly what: string;
  /** What a failure leaves undone, to complete its sentence: `it was not opened`. */
  readonly undone: string;
  /** `status` where GitHub's yes has nothing in it that is needed. */
  readonly answer?: HttpRequest['answer'];
}

export type Written<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** GitHub said no and did nothing. `message` is its own sentence, shortened; untrusted text. */
  | { readonly kind: 'refused'; readonly message: string };

/** The one request that others can see the effect of, sent once. A yes that cannot be read is no no. */
export async function write<T>(
  scope: Scope,
  order: Order,
  schema: z.ZodType<T>,
  beforeSend: () => void,
  signal: AbortSignal,
): Promise<Written<T>> {
  const sent = await send(scope, order, beforeSend, signal);
  if (sent.kind !== 'taken') return refused(sent);
  const { status, json } = sent.answer;
  const parsed = schema.safeParse(json);
  if (parsed.success) return { kind: 'done', value: parsed.data };
  const found = `GitHub was asked to ${order.what} and answered ${status} with something that it does not document`;
  throw new SwitchbackError('outcome_unknown', `${found}, so it may or may not be done. It was not sent again; look at GitHub first.`);
}

/**
 * Puts something into the repository that nothing points to, so that nobody sees it and sending it again gives the same: a blob, a tree, a
 * commit, a tag object. Whatever goes wrong, nothing happened.
 */
export async function store<T>(scope: Scope, order: Order, schema: z.ZodType<T>, signal: AbortSignal): Promise<Written<T>> {
  const sent = await send(scope, order, () => {}, signal).catch((error: unknown) => {
    throw error instanceof SwitchbackError && error.code === 'outcome_unknown' ? nothingSeen(order, error) : error;
  });
  if (sent.kind !== 'taken') return refused(sent);
  const parsed = schema.safeParse(sent.answer.json);
  if (parsed.success) return { kind: 'done', value: parsed.data };
  const why = `GitHub's answer when asked to ${order.what} is missing or has changed, so ${order.undone}. Look at the repository on GitHub.`;
  throw new SwitchbackError('provider_answer_invalid', why);
}

async function send(scope: Scope, order: Order, beforeSend: () => void, signal: AbortSignal): Promise<Sent> {
  const { what, undone, answer = 'json' } = order;
  return await scope.http.send({ ...(await request(scope, order)), asked: `to ${what}`, undone, answer }, beforeSend, signal);
}

/** What GitHub answers to a merge that its rules forbid is 405; a missing permission, a limit and a wrong address are no such refusals. */
function refused(sent: Exclude<Sent, { kind: 'taken' }>): Written<never> {
  if (sent.kind === 'not sent' || sent.error.code !== 'provider_refused') throw sent.error;
  return { kind: 'refused', message: refusalWords(sent.answer.json) };
}

function nothingSeen({ what, undone }: Order, cause: SwitchbackError): SwitchbackError {
  const message = `GitHub was asked to ${what} and gave no answer that can be used, so ${undone}. Nobody can see what was stored. Try again.`;
  return new SwitchbackError('provider_unavailable', message, { retryable: true, cause });
}
