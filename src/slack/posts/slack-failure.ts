import { webApi } from '@slack/bolt';
import type { Outcome } from '#src/engine/performer.ts';

/**
 * What a failed Web API call means for something that was to be said. Slack's own refusals and rate limits certainly did not post;
 * anything else (a reset, a time-out, 5xx) may have, and is thrown so that it is looked for before it is sent again.
 */
export function refusalOf(error: unknown): Outcome | 'invalid_blocks' {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: 'again', afterMs: error.retryAfter * 1000, why: 'Slack asked to wait.' };
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    if (code === 'invalid_blocks') return 'invalid_blocks';
    if (code === 'ratelimited') return { kind: 'again', afterMs: 1_000, why: 'Slack asked to wait.' };
    return { kind: 'failed', why: `Slack refused the message: ${code}.` };
  }
  throw error;
}
