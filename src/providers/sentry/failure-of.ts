import { SwitchbackError } from '#domain/errors.ts';
import type { Answer } from './exchange.ts';
import { shorten } from './shorten.ts';
import type { Call } from './request.ts';

/** What an answer outside 2xx and 404 means. `null` when it is neither a failure nor a refusal. */
export function failureOf(call: Call, answer: Answer): SwitchbackError | null {
  const { status } = answer;
  const asked = `${call.method} ${call.path}`;
  if ((status >= 200 && status < 300) || status === 404) return null;
  if (status === 401) {
    return new SwitchbackError(
      'provider_unauthorized',
      `Sentry refused the token for ${asked} (401), so nothing was read or written. Put a valid internal integration token in place.`,
    );
  }
  if (status === 403) {
    return new SwitchbackError(
      'provider_unauthorized',
      `Sentry's token may not do ${asked} (403), so nothing was read or written. Give it the scope ${call.scope} and access to the project.`,
    );
  }
  if (status === 429) {
    const retryAfterMs = untilReset(answer.headers);
    return new SwitchbackError(
      'provider_rate_limited',
      `Sentry is limiting requests and did not answer ${asked} (429). Ask again after its limit resets.`,
      { retryable: true, ...(retryAfterMs === null ? {} : { retryAfterMs }) },
    );
  }
  if (status >= 500) return lostReply(call, `answered ${status}`, undefined);
  if (status >= 300 && status < 400) {
    return new SwitchbackError(
      'provider_answer_invalid',
      `Sentry redirected ${asked} (${status}) and the redirect was not followed. Set the Sentry URL to the region's own origin.`,
    );
  }
  return new SwitchbackError(
    'provider_refused',
    `Sentry refused ${asked} (${status}): ${shorten(detailOf(answer.text))}. Nothing was read or written; the request itself must change.`,
  );
}

/** No usable answer: harmless for a read, and for a write it says nothing about whether it landed. */
export function lostReply(call: Call, found: string, cause: unknown): SwitchbackError {
  const asked = `${call.method} ${call.path}`;
  if (call.method === 'GET') {
    return new SwitchbackError('provider_unavailable', `Sentry ${found} to ${asked}, so nothing is known. Ask again.`, {
      retryable: true,
      cause,
    });
  }
  return new SwitchbackError(
    'outcome_unknown',
    `Sentry ${found} to ${asked}: it may or may not have been written, and it was not sent again. Look before repeating it.`,
    { cause },
  );
}

/** Both clocks in the sum are Sentry's own, so a skewed clock here cannot stretch or skip the wait. */
function untilReset(headers: Headers): number | null {
  const reset = Number(headers.get('x-sentry-rate-limit-reset') ?? Number.NaN) * 1000;
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(reset) || Number.isNaN(date)) return null;
  return Math.max(0, reset - date);
}

function detailOf(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string') return body.detail;
    return JSON.stringify(body);
  } catch {
    return 'an answer that is not JSON';
  }
}
