import type { ErrorCode } from '#domain/errors.ts';
import type { Answer } from './answer.ts';

export interface Meaning {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** Whether a write that was answered so may have been done all the same. */
  readonly mayHaveLanded: boolean;
}

/** 4xx that a proxy or server also answers to a request whose fate it does not know. */
const DOUBTFUL = new Set([408, 425, 499]);

/**
 * What an answer outside 2xx means, for every vendor. Of a write, only a 4xx is a no: whoever answers 5xx, or sends elsewhere, may have
 * passed it on before.
 */
export function meaningOf(answer: Answer): Meaning {
  const { status } = answer;
  if (status === 429 || (status === 403 && isLimit(answer))) return no('provider_rate_limited', true);
  if (status === 401 || status === 403) return no('provider_unauthorized', false);
  if (status === 404 || status === 410) return no('provider_not_found', false);
  if (status >= 500 || DOUBTFUL.has(status)) return { code: 'provider_unavailable', retryable: true, mayHaveLanded: true };
  // Locked is said of something that another request is working on.
  if (status >= 400) return no('provider_refused', status === 423);
  return { code: 'provider_answer_invalid', retryable: false, mayHaveLanded: true };
}

/** Some answer 403 to whoever asks too often, and some of these say so in words alone. */
function isLimit({ headers, text }: Answer): boolean {
  return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0' || /\brate limit/i.test(text);
}

function no(code: ErrorCode, retryable: boolean): Meaning {
  return { code, retryable, mayHaveLanded: false };
}
