import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import type { Exchange } from './exchange.ts';

export type Answer = Extract<Exchange, { kind: 'answered' }>;

const ERROR_BODY = z.object({ error: z.object({ code: z.string().optional(), message: z.string().optional() }) });

/** The vendor's own `{error: {code, message}}`; nulls where the body is something else. `message` is untrusted text. */
export function vendorError(answer: Answer): { readonly code: string | null; readonly message: string | null } {
  const body = ERROR_BODY.safeParse(parseJson(answer.body));
  if (!body.success) return { code: null, message: null };
  const { code, message } = body.data.error;
  return { code: code !== undefined && /^[\w.-]{1,80}$/.test(code) ? code : null, message: message ?? null };
}

/** The answer's JSON; undefined where it is not JSON or never arrived. */
export function parseJson(body: string | null): unknown {
  if (body === null) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * Why a 4xx, 5xx or other unusable answer is an error. Says the status and the vendor's code, never the body.
 * `asked` completes "when asked …"; `undone` says what was therefore not done.
 */
export function answerFailure(answer: Answer, asked: string, undone: string): SwitchbackError {
  const { code } = vendorError(answer);
  const found = `Vercel answered ${answer.status}${code === null ? '' : ` (${code})`} when asked ${asked}, so ${undone}.`;
  if (answer.status === 401 || answer.status === 403) {
    return new SwitchbackError(
      'provider_unauthorized',
      `${found} Check the token and its scope; a missing or wrong teamId is a usual cause.`,
    );
  }
  if (answer.status === 404 || answer.status === 410) {
    return new SwitchbackError('provider_not_found', `${found} Check the ids; a missing or wrong teamId is a usual cause.`);
  }
  if (answer.status === 429 || answer.status >= 500) {
    const retryAfterMs = readRetryAfter(answer.headers);
    const code = answer.status === 429 ? 'provider_rate_limited' : 'provider_unavailable';
    return new SwitchbackError(code, `${found} Try again.`, { retryable: true, ...(retryAfterMs === null ? {} : { retryAfterMs }) });
  }
  if (answer.status >= 400) return new SwitchbackError('provider_refused', `${found} Check the settings of this service.`);
  return new SwitchbackError('provider_answer_invalid', `${found} Look at the project in Vercel's dashboard.`);
}

/** Milliseconds from `Retry-After`, which is seconds or a date. */
function readRetryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
