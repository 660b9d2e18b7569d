import type { Http } from '#src/http/create-http.ts';
import type { Answer } from '#src/http/answer.ts';
import type { HttpRequest } from '#src/http/http-request.ts';

export interface Call {
  readonly method: 'GET' | 'POST';
  /** Below `/api/0`, encoded, with the trailing slash that Sentry insists on. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What the token needs, for the refusal that names it. */
  readonly scope: string;
}

/** @throws SwitchbackError `provider_not_found` also where the organization or the project is not there at all. */
export type Request = (call: Call, signal: AbortSignal) => Promise<Answer>;

/** Reads are repeated where that may help. A write is sent once. */
export function createRequest(http: Http, options: { origin: string; token: string }): Request {
  return async function request(call, signal) {
    if (call.method === 'GET') return http.read(toHttp(options, call), signal);
    const sent = await http.send(toHttp(options, call), () => {}, signal);
    if (sent.kind === 'taken') return sent.answer;
    throw sent.error;
  };
}

function toHttp({ origin, token }: { origin: string; token: string }, { method, path, query, body, scope }: Call): HttpRequest {
  const parameters = query === undefined ? '' : `?${new URLSearchParams(query)}`;
  return {
    asked: `for ${method} ${path}`,
    undone: method === 'GET' ? 'nothing was read' : 'nothing was written',
    advice: { provider_unauthorized: `Give it the scope ${scope} and access to the project, or put a valid token in place.` },
    method,
    url: `${origin}/api/0${path}${parameters}`,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
