import { SwitchbackError, type ErrorCode } from '#domain/errors.ts';
import type { Answer } from './answer.ts';
import { createRedact } from './create-redact.ts';
import type { HttpOptions } from './http-options.ts';
import type { Advice, HttpRequest } from './http-request.ts';
import { meaningOf } from './meaning-of.ts';
import { retryAfter } from './retry-after.ts';
import { vendorWords } from './vendor-words.ts';

/** The errors that one request may end in, told in its own words and without a secret. `why` is a few words. */
export interface Failures {
  /** An answer outside 2xx, with the vendor's own words where it has any. */
  answered(answer: Answer): SwitchbackError;
  /** A read without an answer that can be used. */
  noAnswer(why: string, cause?: Error): SwitchbackError;
  /** An answer that came whole and is not what it should be. */
  invalid(why: string): SwitchbackError;
  /** A write that the vendor never saw. */
  notSent(why: string, cause?: Error): SwitchbackError;
  /** A write of which nobody knows whether it was done. */
  inDoubt(why: string, cause?: Error): SwitchbackError;
}

const ADVICE: Advice = {
  provider_unauthorized: 'Check the token and what it may do.',
  provider_not_found: 'Check the names and ids in the configuration.',
  provider_rate_limited: 'Try again.',
  provider_unavailable: 'Try again.',
  provider_refused: 'Check the settings of this service.',
  provider_answer_invalid: 'Check the address in the configuration.',
  outcome_unknown: 'Look at what is there before it is repeated.',
};

export function failuresOf(options: HttpOptions, request: HttpRequest, undone: string): Failures {
  const { vendor } = options;
  const { asked } = request;
  const told = `${undone.charAt(0).toUpperCase()}${undone.slice(1)}`;
  const wordsOf = options.said ?? vendorWords;
  const redact = createRedact(options.secrets, request.headers);

  function tell(
    code: ErrorCode,
    found: string,
    rest: { retryable?: boolean; retryAfterMs?: number; cause?: Error; advice?: Advice } = {},
  ): SwitchbackError {
    const general = code === 'provider_refused' && rest.retryable === true ? 'Try again.' : ADVICE[code];
    const { advice, ...known } = rest;
    const next = request.advice?.[code] ?? advice?.[code] ?? options.advice?.[code] ?? general ?? '';
    return new SwitchbackError(code, redact(`${found} ${next}`), known);
  }

  function answered(answer: Answer): SwitchbackError {
    const { code, retryable, mayHaveLanded } = meaningOf(answer);
    const waitMs = retryable ? (options.retryAfterMs?.(answer.headers) ?? retryAfter(answer.headers)) : null;
    return tell(code, mayHaveLanded ? brief(answer) : inItsWords(answer), {
      retryable,
      advice: options.adviceOn?.(answer) ?? {},
      ...(waitMs === null ? {} : { retryAfterMs: waitMs }),
    });
  }

  function brief({ status, json }: Answer): string {
    const { code } = wordsOf(json);
    return `${vendor} answered ${status}${code === null ? '' : ` (${code})`} when asked ${asked}, so ${undone}.`;
  }

  function inItsWords(answer: Answer): string {
    const { code, sentence } = wordsOf(answer.json);
    if (sentence === null) return brief(answer);
    return `${vendor} was asked ${asked} and refused (${answer.status}${code === null ? '' : `, ${code}`}): ${sentence}. ${told}.`;
  }

  return {
    answered,
    noAnswer: (why, cause) =>
      tell('provider_unavailable', `${vendor} was asked ${asked}: ${why}. ${told}.`, { retryable: true, ...below(cause) }),
    invalid: (why) => tell('provider_answer_invalid', `${vendor} was asked ${asked} and ${why}, so ${undone}.`),
    notSent: (why, cause) =>
      tell('provider_unavailable', `${vendor} could not be asked ${asked}: ${why}. Nothing was sent.`, {
        retryable: true,
        ...below(cause),
      }),
    inDoubt: (why, cause) =>
      tell('outcome_unknown', `${vendor} was asked ${asked}: ${why}. It may or may not have been done, and was not sent again.`, {
        retryable: request.harmlessAgain === true,
        ...below(cause),
      }),
  };
}

function below(cause: Error | undefined): { cause?: Error } {
  return cause === undefined ? {} : { cause };
}
