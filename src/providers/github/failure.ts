import { z } from 'zod';
import { SwitchbackError } from '#domain/errors.ts';
import type { Exchange } from './exchange.ts';

export type Answer = Extract<Exchange, { kind: 'answered' }>;

const ERROR_BODY = z.object({
  message: z.string(),
  errors: z
    .array(z.union([z.string(), z.object({ message: z.string().optional(), field: z.string().optional(), code: z.string().optional() })]))
    .optional(),
});

/** GitHub's own words for a refusal; null where the body is something else. Untrusted text, not yet redacted. */
export function vendorMessage(answer: Answer): string | null {
  const body = ERROR_BODY.safeParse(parseJson(answer.body));
  if (!body.success) return null;
  const details = (body.data.errors ?? []).map((error) =>
    typeof error === 'string' ? error : (error.message ?? `${error.field ?? 'a field'} is ${error.code ?? 'wrong'}`),
  );
  return [body.data.message, ...details].join(': ');
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
 * Why a 3xx, 4xx, 5xx or other unusable answer is an error. Says the status, never the body. `asked` completes "when asked …"; `undone` says
 * what was therefore not done.
 */
export function answerFailure(answer: Answer, asked: string, undone: string): SwitchbackError {
  const { status } = answer;
  const found = `GitHub answered ${status} when asked ${asked}, so ${undone}.`;
  if (isRateLimited(answer)) {
    const retryAfterMs = untilReset(answer.headers);
    const why = `${found} It limits how much may be asked; ask again once the limit is over.`;
    return new SwitchbackError('provider_rate_limited', why, { retryable: true, ...(retryAfterMs === null ? {} : { retryAfterMs }) });
  }
  if (status === 401)
    return new SwitchbackError('provider_unauthorized', `${found} The token is wrong, expired or revoked: put a new one.`);
  if (status === 403) {
    const needs = answer.headers.get('x-accepted-github-permissions');
    const missing = needs !== null && /^[\w=;, ]{1,100}$/.test(needs) ? ` It needs ${needs}.` : '';
    return new SwitchbackError('provider_unauthorized', `${found} The token may not do that.${missing} Give it the permission.`);
  }
  if (status === 404 || status === 410) {
    const why = `${found} It is not there, or the token may not see it. Check the repository's name and what the token may reach.`;
    return new SwitchbackError('provider_not_found', why);
  }
  if (status >= 500) return new SwitchbackError('provider_unavailable', `${found} Try again.`, { retryable: true });
  if (status >= 400) return new SwitchbackError('provider_refused', `${found} Check the settings of this service.`);
  if (status >= 300) {
    const why = `${found} It redirected, as it does for a repository that was renamed. Correct the repository's name.`;
    return new SwitchbackError('provider_answer_invalid', why);
  }
  return new SwitchbackError('provider_answer_invalid', `${found} The answer was not one that it documents.`);
}

/** GitHub also says 403 for its limits; its own words and headers tell them from a missing permission. */
export function isRateLimited({ status, headers, body }: Answer): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return headers.get('retry-after') !== null || headers.get('x-ratelimit-remaining') === '0' || /rate limit/i.test(body ?? '');
}

/** Both clocks in the sum are GitHub's own, so a skewed clock here cannot stretch or skip the wait. */
function untilReset(headers: Headers): number | null {
  const after = Number(headers.get('retry-after') ?? Number.NaN);
  if (Number.isFinite(after) && after >= 0) return after * 1000;
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1000;
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(reset) || Number.isNaN(date) ? null : Math.max(0, reset - date);
}
