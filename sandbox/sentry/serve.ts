import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuse, undeclared, type Answer } from './answer.ts';
import { ingest } from './ingest.ts';
import { createRateLimit, TOO_CONCURRENT, TOO_FREQUENT } from './rate-limit.ts';
import type { State } from './state.ts';
import type { Fault } from './switches.ts';
import { webApi } from './web-api.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const API = '/api/0/';

/** Both sides of Sentry on one port: the door for envelopes, and the Web API behind a token. */
export function serve(state: State, changed: () => void): Listener {
  const rateLimit = createRateLimit();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const method = request.method ?? 'GET';
    const isApi = url.pathname.startsWith(API);
    const limit = isApi ? rateLimit.enter() : null;
    const fault = faultFor(state, method, url.pathname);
    const record = (status: number | null): void => {
      url.searchParams.delete('sentry_key');
      state.requests.push({ method, path: url.pathname, query: url.searchParams.toString(), status });
      changed();
    };
    if (fault?.kind === 'hang') {
      record(null);
      return;
    }
    if (fault?.kind === 'bad gateway') {
      response.writeHead(502, { 'content-type': 'text/html', ...limit?.headers }).end('<html><body><h1>502 Bad Gateway</h1></body></html>');
      record(502);
      return;
    }
    const answer = faultAnswer(fault) ?? (limit?.isOver === true ? TOO_FREQUENT : route(state, request, method, url, body));
    if (answer.unexpected !== undefined) state.unexpected.push(answer.unexpected);
    if (fault?.kind === 'reply lost') {
      request.socket.destroy();
      record(null);
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json', ...limit?.headers, ...answer.headers });
    response.end(JSON.stringify(answer.body));
    record(answer.status);
  }

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      state.unexpected.push(`${request.method} ${request.url?.split('?')[0]} broke the sandbox: ${String(error)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

function route(state: State, request: IncomingMessage, method: string, url: URL, body: Buffer): Answer {
  if (url.pathname.startsWith(API)) {
    const path = url.pathname.slice(API.length - 1);
    return webApi(state, { method, path, query: url.searchParams, authorization: request.headers.authorization, body });
  }
  const projectId = /^\/api\/(?<projectId>\d+)\/envelope\/$/.exec(url.pathname)?.groups?.['projectId'];
  if (projectId === undefined) return undeclared(`${method} ${url.pathname}`);
  if (method !== 'POST') return refuse(405, 'method not allowed');
  return ingest(state, { projectId, query: url.searchParams, headers: request.headers, body });
}

/** Uses up one of the fault's times when it is meant for this request. */
function faultFor(state: State, method: string, path: string): Fault | null {
  const { fault } = state.switches;
  if (fault === null || fault.times < 1 || !path.includes(fault.path ?? API)) return null;
  if (fault.kind === 'reply lost' && method === 'GET') return null;
  state.switches = { ...state.switches, fault: { ...fault, times: fault.times - 1 } };
  return fault;
}

function faultAnswer(fault: Fault | null): Answer | null {
  if (fault?.kind === 'fixed window') return TOO_FREQUENT;
  return fault?.kind === 'concurrency' ? TOO_CONCURRENT : null;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
