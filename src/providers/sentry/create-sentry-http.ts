import { createHttp, type Http } from '#src/http/create-http.ts';
import { untilReset } from '#src/http/until-reset.ts';

const ATTEMPT_TIMEOUT_MS = 10_000;

export function createSentryHttp(secrets: readonly string[], timeoutMs: number | undefined): Http {
  return createHttp({
    vendor: 'Sentry',
    secrets,
    retryAfterMs: (headers) => untilReset(headers, 'x-sentry-rate-limit-reset') ?? ofIngest(headers),
    attemptTimeoutMs: timeoutMs ?? ATTEMPT_TIMEOUT_MS,
    advice: {
      provider_not_found: 'Check the organization, the project and the DSN.',
      provider_answer_invalid: "Set the Sentry URL to the region's own origin.",
    },
  });
}

/** `60:error:key` is 60 seconds. */
function ofIngest(headers: Headers): number | null {
  const seconds = Number.parseInt(headers.get('x-sentry-rate-limits') ?? '', 10);
  return Number.isNaN(seconds) ? null : seconds * 1000;
}
