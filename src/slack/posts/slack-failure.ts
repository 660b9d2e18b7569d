import { webApi } from '@slack/bolt';

/** Certainly not said. */
export type Refusal =
  | { readonly kind: 'again'; readonly afterMs: number; readonly why: string }
  /** `code` is Slack's own word: `not_in_channel`. */
  | { readonly kind: 'refused'; readonly code: string };

/** Slack's own trouble, after which part of the call may have been done. */
const MAY_HAVE_LANDED: ReadonlySet<string> = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

/**
 * What a failed Web API call means for something that was to be said. Slack's own refusals and rate limits certainly did not post;
 * anything else (a reset, a time-out, 5xx) may have, and is thrown so that it is looked for before it is sent again.
 */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: 'again', afterMs: error.retryAfter * 1000, why: 'Slack asked to wait.' };
  if (!(error instanceof webApi.WebAPIPlatformError)) throw error;
  const code = error.data.error;
  if (MAY_HAVE_LANDED.has(code)) throw error;
  return code === 'ratelimited' ? { kind: 'again', afterMs: 1_000, why: 'Slack asked to wait.' } : { kind: 'refused', code };
}
