import { couldNotLook } from './could-not-look.ts';

/** What a bounded read came to: the value, or why it could not be had, in whole sentences. */
export type Read<Value> = { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'unavailable'; readonly why: string };

/**
 * Runs `work` until it answers or `deadlineMs` have passed. A source that hangs costs its deadline and nothing more.
 * Only failures of the source become `unavailable`; a mistake of our own is thrown.
 */
export async function withinDeadline<Value>(
  work: (signal: AbortSignal) => Promise<Value>,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<Read<Value>> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const stopped = AbortSignal.any([deadline, signal]);
  try {
    return { kind: 'read', value: await orAborted(work(stopped), stopped) };
  } catch (error) {
    const { why } = couldNotLook(error, deadline);
    return { kind: 'unavailable', why: deadline.aborted ? `It did not answer within ${deadlineMs / 1000} s.` : why };
  }
}

/** Rejects with the signal's reason once it is aborted, even where the work does not listen to it. */
export function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return Promise.race([work, untilAborted(signal)]);
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
