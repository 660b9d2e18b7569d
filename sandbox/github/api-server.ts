import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from '../vercel/faults.ts';
import { refusal, TOKEN_ROUTE } from './admit.ts';
import { send } from './answer.ts';
import { check } from './contract/check.ts';
import { complete } from './contract/complete.ts';
import { CONTRACT } from './contract/contract.ts';
import { answerGraphql } from './graphql.ts';
import { matchRoute, ROUTES } from './match-route.ts';
import { failure, notFound, type Reply } from './reply.ts';
import type { State } from './state.ts';

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** As GitHub's contract names the operation; null for one that does not exist here. */
  readonly route: string | null;
  /** Without the authorization. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const GRAPHQL = 'POST /graphql';

/** GitHub's API. What is asked or answered outside of GitHub's own contract is recorded in `unexpected`. */
export function apiHandler(state: State, faults: Faults<string>, requests: LoggedRequest[], unexpected: string[]) {
  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', 'http://api');
    const method = incoming.method ?? 'GET';
    const text = await readText(incoming);
    const matched = matchRoute(method, url.pathname);
    const route = url.pathname === '/graphql' && method === 'POST' ? GRAPHQL : (matched?.name ?? null);
    const body = parse(text);
    requests.push({
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      route,
      headers: logged(incoming),
      body: body?.value ?? null,
    });

    const early = refusal(state, route ?? '', incoming.headers);
    if (early !== null) return await send(response, null, async () => early);
    if (route === null) {
      unexpected.push(`${method} ${url.pathname} is not here`);
      return await send(response, null, async () => notFound());
    }
    const act = async (): Promise<Reply> => {
      if (body === null) return failure(400, 'Problems parsing JSON');
      if (body.value !== undefined && (typeof body.value !== 'object' || body.value === null || Array.isArray(body.value))) {
        return failure(400, 'Body should be a JSON object');
      }
      const given = (body.value ?? {}) as Record<string, unknown>;
      if (route === GRAPHQL) return await answerGraphql(state, given);
      return await answerRest(state, route, { params: matched?.params ?? {}, query: url.searchParams, body: given }, unexpected);
    };
    return await send(response, faults.take(route), act);
  };
}

async function answerRest(
  state: State,
  route: string,
  request: Parameters<(typeof ROUTES)[string]>[1],
  unexpected: string[],
): Promise<Reply> {
  const { settings } = state;
  const operation = CONTRACT.operations[route];
  const handle = ROUTES[route];
  if (operation === undefined || handle === undefined) throw new Error(`GitHub's contract has no operation ${route}`);
  const { owner, repo } = request.params;
  if (route !== TOKEN_ROUTE && `${owner}/${repo}`.toLowerCase() !== `${settings.owner}/${settings.repository}`.toLowerCase())
    return notFound();
  for (const name of request.query.keys()) {
    if (!operation.query.some((known) => known.name === name)) unexpected.push(`${route} was asked with "${name}"`);
  }
  const problems = operation.body === undefined ? [] : check(operation.body, request.body, 'properties', true);
  if (problems.length > 0) return failure(422, `Invalid request.\n\n${problems.join('\n')}`);
  const reply = await handle(state, request);
  if (reply.status >= 400) return reply;
  const schema = operation.answers[String(reply.status)];
  if (schema === undefined) unexpected.push(`${route} answered ${reply.status}`);
  if (schema == null) return reply;
  const body = complete(schema, reply.body);
  unexpected.push(...check(schema, body, 'answer', false).map((problem) => `${route}: ${problem}`));
  return { ...reply, body };
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function parse(text: string): { readonly value: unknown } | null {
  if (text === '') return { value: undefined };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function logged(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      name === 'authorization' || value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
