import { attemptOnce } from './attempt-once.ts';
import { failuresOf } from './failures-of.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpRequest } from './http-request.ts';
import { isTaken } from './is-taken.ts';
import { meaningOf } from './meaning-of.ts';
import type { Sent } from './sent.ts';

/** Sends once. Waits for no place: what moves traffic must not queue behind looks at it. */
export async function send(options: HttpOptions, request: HttpRequest, beforeSend: () => void, signal: AbortSignal): Promise<Sent> {
  const failures = failuresOf(options, request, request.undone ?? 'nothing was changed');
  const isStatusEnough = request.answer === 'status';
  const leaves = (status: number): boolean => isStatusEnough && isTaken(status);

  const outcome = await attemptOnce(options, request, { beforeSend, leaves }, signal);

  if (outcome.kind === 'not sent') return { kind: 'not sent', error: failures.notSent(outcome.why, outcome.cause) };
  if (outcome.kind === 'lost') throw failures.inDoubt(outcome.why, outcome.cause);
  const { answer, flaw } = outcome;
  const { status } = answer;
  if (!isTaken(status)) {
    const mayHaveLanded = meaningOf(answer).mayHaveLanded && options.nothingDoneAt?.includes(status) !== true;
    if (mayHaveLanded) throw failures.inDoubt(`it answered ${status}`);
    return { kind: 'refused', answer, error: failures.answered(answer) };
  }
  if (isStatusEnough) return { kind: 'taken', answer };
  if (flaw !== null) throw failures.inDoubt(flaw.why);
  // A proxy in between answers 200 with a page of its own, which is no proof that the vendor took it. 204 has no body to look at.
  const isPage = request.answer !== 'text' && status !== 204 && answer.json === undefined;
  if (isPage) throw failures.inDoubt(`it answered ${status} with something that is not JSON`);
  return { kind: 'taken', answer };
}
