import { attemptOnce } from './attempt-once.ts';
import { failuresOf } from './failures-of.ts';
import type { HttpOptions } from './http-options.ts';
import type { HttpRequest } from './http-request.ts';
import { plainRequest } from './plain-request.ts';

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Statuses that a `Response` with a body refuses. */
const WITHOUT_BODY = new Set([101, 204, 205, 304]);

export function sdkFetch(options: HttpOptions): Fetch {
  return async (input, init) => {
    const built = new Request(input, init);
    const request: HttpRequest = {
      ...(await plainRequest(built)),
      asked: `for ${built.method} ${new URL(built.url).pathname}`,
      answer: 'text',
    };
    const failures = failuresOf(options, request, 'nothing is known');
    const isRead = built.method === 'GET' || built.method === 'HEAD';

    const outcome = await attemptOnce(options, request, {}, built.signal);

    if (outcome.kind === 'not sent') throw failures.notSent(outcome.why, outcome.cause);
    if (outcome.kind === 'lost')
      throw isRead ? failures.noAnswer(outcome.why, outcome.cause) : failures.inDoubt(outcome.why, outcome.cause);
    const why = outcome.flaw?.why;
    if (why !== undefined) throw isRead ? failures.noAnswer(why) : failures.inDoubt(why);
    const { status, headers, text } = outcome.answer;
    const sent = new Headers(headers);
    // Of the bytes on the wire, which are not what is handed over.
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) sent.delete(name);
    return new Response(WITHOUT_BODY.has(status) ? null : text, { status, headers: sent });
  };
}
