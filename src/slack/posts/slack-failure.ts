import { webApi } from '@slack/bolt';
import { aboutOf, type About } from './refusals.ts';

/** Certainly not said. */
export type Refusal =
  /** `afterMs` is null where Slack did not say how long. */
  | { readonly kind: 'wait'; readonly afterMs: number | null; readonly why: string }
  /** `code` is Slack's own word: `not_in_channel`. */
  | { readonly kind: 'refused'; readonly about: Exclude<About, 'pace' | 'unknown'>; readonly code: string };

/** Only what can happen before a connection stands, so no byte of the request has left. */
const NEVER_LEFT: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * What a failed Web API call means for something that was to be said. Slack's own refusals and rate limits certainly did not post;
 * anything else (a reset, a time-out, 5xx) may have, and is thrown so that it is looked for before it is sent again.
 */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: 'wait', afterMs: error.retryAfter * 1000, why: 'Slack asked to wait.' };
  if (error instanceof webApi.WebAPIRequestError && NEVER_LEFT.has(codeOf(error.original)))
    return { kind: 'wait', afterMs: null, why: 'Slack could not be reached.' };
  if (!(error instanceof webApi.WebAPIPlatformError)) throw error;
  const code = error.data.error;
  const about = aboutOf(code);
  if (about === 'unknown') throw error;
  return about === 'pace' ? { kind: 'wait', afterMs: null, why: 'Slack asked to wait.' } : { kind: 'refused', about, code };
}

function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error ? error.code : codeOf(error.cause);
}
