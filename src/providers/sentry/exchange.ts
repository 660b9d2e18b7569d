/** What came back over the wire, unjudged. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export type Exchange = { readonly kind: 'answered'; readonly answer: Answer } | { readonly kind: 'failed'; readonly cause: unknown };

/**
 * One HTTP attempt that ends with `signal` or after `timeoutMs`, whichever is first. A redirect is an answer and is not followed:
 * the credential belongs to one origin.
 */
export async function exchange(url: string, init: RequestInit, timeoutMs: number, signal: AbortSignal): Promise<Exchange> {
  try {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(url, { ...init, redirect: 'manual', signal: deadline });
    const text = await response.text();
    return { kind: 'answered', answer: { status: response.status, headers: response.headers, text } };
  } catch (cause) {
    return { kind: 'failed', cause };
  }
}
