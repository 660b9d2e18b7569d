import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from '#domain/json.ts';
import { apiError, type Reply } from './api-error.ts';
import { send } from './answer.ts';
import { requestRefusal } from './admit.ts';
import type { Faults } from './faults.ts';
import type { RouteName } from './route.ts';
import { matchRoute } from './match-route.ts';
import type { State } from './state.ts';

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Null for a route that does not exist. */
  readonly route: RouteName | null;
  /** Without the authorization. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const LONGEST_LOG = 5_000;

/** Vercel's REST API. What Vercel refuses is refused with its own error shape; a route that is not declared is recorded. */
export function apiHandler(state: State, faults: Faults, requests: LoggedRequest[], unexpected: string[]) {
  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', 'http://api');
    const method = incoming.method ?? 'GET';
    const text = await readText(incoming);
    const matched = matchRoute(method, url.pathname);
    requests.push({
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      route: matched?.route.name ?? null,
      headers: loggedHeaders(incoming),
      body: text,
    });
    if (requests.length > LONGEST_LOG) requests.shift();

    if (!matched) {
      unexpected.push(`${method} ${url.pathname}`);
      return send(state, response, null, () => apiError(501, 'no_such_route', `The local Vercel has no route ${method} ${url.pathname}.`));
    }
    const refusal = requestRefusal(state.settings, matched.route, incoming.headers.authorization, url.searchParams);
    if (refusal) return send(state, response, null, () => refusal);
    const contentType = incoming.headers['content-type'] ?? '';
    const act = (): Reply => {
      const body = parseBody(text);
      if (body === null) return apiError(400, 'bad_request', 'Invalid request: the body is not JSON.');
      return matched.route.handle(state, { params: matched.params, query: url.searchParams, contentType, body: body.value });
    };
    return send(state, response, faults.take(matched.route.name), act);
  };
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function parseBody(text: string): { readonly value: Json | undefined } | null {
  if (text === '') return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function loggedHeaders(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      name === 'authorization' || value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
