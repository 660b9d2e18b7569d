import { SwitchbackError } from '#domain/errors.ts';
import { readBody, type Body } from './read-body.ts';
import { transportFailure } from './transport-failure.ts';

export interface Attempt {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  readonly largest: number;
  /** Runs immediately before the bytes leave; what it throws stops the request and is thrown on. */
  readonly beforeSend?: () => void;
  /** Whether the body of an answer with this status is not waited for. */
  readonly leaves?: (status: number) => boolean;
}

/** What is known after one attempt. Only `not sent` promises that the other side saw nothing. `cause` may quote secrets. */
export type Exchange =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly body: Body }
  | { readonly kind: 'not sent'; readonly why: string; readonly cause: unknown }
  | { readonly kind: 'lost'; readonly why: string; readonly cause: unknown };

/**
 * One attempt, which ends with `signal` or after its time. A redirect is an answer and is never followed: credentials belong to one origin, and
 * a write must not be made twice. It goes through the proxy, if there is one, as every `fetch` of this process does.
 */
export async function exchange(attempt: Attempt, signal: AbortSignal): Promise<Exchange> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(attempt.timeoutMs)]);
  const request = build(attempt, deadline);
  if (signal.aborted) return { kind: 'not sent', why: 'the time for it was over', cause: undefined };

  attempt.beforeSend?.();
  const response = await fetch(request).catch((error: unknown) => ({ failed: error }));

  if ('failed' in response) {
    const { why, neverLeft } = transportFailure(response.failed, deadline);
    return { kind: neverLeft ? 'not sent' : 'lost', why, cause: response.failed };
  }
  const { status, headers } = response;
  if (attempt.leaves?.(status) === true) {
    await response.body?.cancel();
    return { kind: 'answered', status, headers, body: { kind: 'whole', text: '' } };
  }
  return { kind: 'answered', status, headers, body: await readBody(response, attempt.largest, deadline) };
}

function build({ url, method, headers, body }: Attempt, signal: AbortSignal): Request {
  try {
    return new Request(url, { method, headers, body: body ?? null, redirect: 'manual', signal });
  } catch {
    // Its message quotes the header or the address that it did not like.
    throw new SwitchbackError(
      'config_invalid',
      'A request could not be built, so nothing was sent. Check the address and the token in the configuration.',
    );
  }
}
