import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type JsonObject, stringIn } from './blocks/block.ts';
import { callArguments } from './call-arguments.ts';
import type { FaultState } from './faults.ts';
import { chat } from './methods/chat.ts';
import { conversations } from './methods/conversations.ts';
import { files } from './methods/files.ts';
import { marks } from './methods/marks.ts';
import { type Answer, type Method, type MethodContext, missingScope, refuse } from './methods/method.ts';
import { people } from './methods/people.ts';
import { views } from './methods/views.ts';
import type { RateLimiter } from './rate-limits.ts';
import { readBody } from './read-body.ts';

const METHODS: Readonly<Record<string, Method>> = { ...chat, ...marks, ...conversations, ...people, ...views, ...files };

/** One Web API call. `done` says whether the workspace may have changed by it, which an answer that was lost does not tell the caller. */
export interface Call {
  readonly method: string;
  readonly at: number;
  readonly args: JsonObject;
  /** Null where the caller got no JSON: a hang, a reset, an HTTP error. */
  readonly answer: Answer | null;
  readonly done: boolean;
}

export interface WebApiOptions {
  readonly context: MethodContext;
  readonly tokens: { readonly bot: string; readonly app: string };
  readonly faults: FaultState;
  readonly limiter: RateLimiter;
  readonly record: (call: Call) => void;
  readonly unexpected: (what: string) => void;
}

/** Answers `/api/<method>` as Slack does: a business error is HTTP 200 with `ok: false`. */
export async function answerCall(options: WebApiOptions, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const method = url.pathname.slice('/api/'.length);
  const asked = callArguments(request, url, await readBody(request));
  const args = asked.kind === 'arguments' ? asked.args : {};
  const record = (answer: Answer | null, done: boolean) =>
    options.record({ method, at: options.context.workspace.now(), args, answer, done });

  const fault = options.faults.take(method);
  if (fault?.kind === 'hang') return record(null, false);
  if (fault?.kind === 'serverError') {
    record(null, false);
    response.writeHead(fault.status).end();
    return;
  }
  if (fault?.kind === 'rateLimited') return tooMany(response, fault.retryAfterSeconds, record);
  if (fault?.kind === 'slow') await wait(fault.ms, undefined, { ref: false });

  const token = asked.kind === 'arguments' ? asked.token : null;
  const wait429 = token === null ? null : options.limiter.take(method, METHODS[method]?.tier ?? 'none', stringIn(args, 'channel'));
  if (wait429 !== null) return tooMany(response, wait429, record);
  const answer =
    fault?.kind === 'refuse' ? refuse(fault.error) : asked.kind === 'refused' ? refuse(asked.error) : run(options, method, args, token);
  if (fault?.kind === 'dropReplyAfterDoing') {
    record(null, answer.ok);
    request.socket.resetAndDestroy();
    return;
  }
  record(answer, answer.ok);
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
}

function run(options: WebApiOptions, name: string, args: JsonObject, token: string | null): Answer {
  const method = METHODS[name];
  if (method === undefined) {
    options.unexpected(`Web API method ${name}`);
    return { ...refuse('unknown_method'), req_method: name };
  }
  const { tokens, context } = options;
  if (token === null) return refuse('not_authed');
  if (token !== tokens.bot && token !== tokens.app) return refuse('invalid_auth');
  if (token !== tokens[method.token]) return refuse('not_allowed_token_type');
  if (method.scopes.length > 0 && !method.scopes.some((scope) => context.scopes.has(scope)))
    return missingScope(method.scopes, context.scopes);
  return method.run(args, context);
}

function tooMany(response: ServerResponse, seconds: number, record: (answer: Answer, done: boolean) => void): void {
  const answer = refuse('ratelimited');
  record(answer, false);
  response
    .writeHead(429, { 'retry-after': String(seconds), 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(answer));
}
