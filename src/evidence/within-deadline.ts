import { SwitchbackError } from '#domain/errors.ts';

/** What a bounded read came to: the value, or why it could not be had. */
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
    const value = await Promise.race([work(stopped), untilAborted(stopped)]);
    return { kind: 'read', value };
  } catch (error) {
    if (deadline.aborted) return { kind: 'unavailable', why: `it did not answer within ${deadlineMs / 1000} s` };
    if (error instanceof SwitchbackError) return { kind: 'unavailable', why: error.message };
    throw error;
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
