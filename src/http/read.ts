import { SwitchbackError } from '#domain/errors.ts';
import type { Answer } from './answer.ts';
import { attemptOnce, type Outcome } from './attempt-once.ts';
import { failuresOf, type Failures } from './failures-of.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpRequest } from './http-request.ts';
import { inPlace } from './in-place.ts';
import { isTaken } from './is-taken.ts';
import { waitUnless } from './wait-unless.ts';

const RETRIES = 2;
const FIRST_WAIT_MS = 250;
/** A longer wait is handed to the caller instead of being slept through. */
const LONGEST_WAIT_MS = 15_000;

/** At most two retries, for 423, 429, 5xx and connections that were lost, within `signal`. A place is not held while it waits. */
export async function read(options: HttpOptions, request: HttpRequest, signal: AbortSignal): Promise<Answer> {
  const failures = failuresOf(options, request, request.undone ?? 'it was not read');
  const host = URL.parse(request.url)?.host ?? '';
  const pause = options.pause ?? waitUnless;
  for (let retry = 0; ; retry += 1) {
    const outcome = await inPlace(host, signal, () => attemptOnce(options, request, {}, signal));
    const found = judge(failures, outcome, request.answer ?? 'json');
    if (!(found instanceof SwitchbackError)) return found;

    const wait = found.retryAfterMs ?? FIRST_WAIT_MS * 4 ** retry;
    if (!found.retryable || retry === RETRIES || wait > LONGEST_WAIT_MS || signal.aborted) throw found;
    await pause(wait, signal);
    if (signal.aborted) throw found;
  }
}

function judge(failures: Failures, outcome: Outcome, wanted: 'json' | 'text' | 'status'): Answer | SwitchbackError {
  if (outcome.kind !== 'answered') return failures.noAnswer(outcome.why, outcome.cause);
  const { answer, flaw } = outcome;
  const isPage = wanted === 'json' && answer.json === undefined;
  const page = `answered ${answer.status} with something that is not JSON`;
  if (!isTaken(answer.status)) {
    const failure = failures.answered(answer);
    // That a thing is not there may decide something, so it must be the vendor who says it, and not a proxy with a page of its own.
    if (failure.code !== 'provider_not_found') return failure;
    if (flaw !== null) return failures.noAnswer(flaw.why);
    return isPage && answer.text.trim() !== '' ? failures.invalid(page) : failure;
  }
  if (flaw?.kind === 'broken') return failures.noAnswer(flaw.why);
  if (flaw !== null) return failures.invalid(flaw.why);
  return isPage ? failures.invalid(page) : answer;
}
