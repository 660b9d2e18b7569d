import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Build } from './state.ts';

/** Headers that belong to one connection and are never passed on. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Passes method, path, headers and body to the deployment's app and its answer back, streaming both. */
export function proxy(request: IncomingMessage, response: ServerResponse, build: Build, stamp: Readonly<Record<string, string>>): void {
  const host = request.headers.host ?? build.host;
  const upstream = httpRequest(new URL(request.url ?? '/', build.origin), {
    method: request.method,
    headers: {
      ...endToEnd(request.headers),
      // A body of unknown length stays one.
      ...(request.headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' }),
      host,
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
      'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
      'x-vercel-id': stamp['x-vercel-id'],
      'x-vercel-deployment-url': build.host,
    },
    agent: false,
  });

  upstream.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, { ...endToEnd(answer.headers), 'x-vercel-cache': 'MISS', ...stamp });
    answer.once('error', () => response.destroy());
    answer.pipe(response);
  });
  upstream.once('error', () => {
    if (response.headersSent) return response.destroy();
    const headers = { ...stamp, 'content-type': 'text/plain', 'x-vercel-error': 'ROUTER_EXTERNAL_TARGET_CONNECTION_ERROR' };
    return response.writeHead(502, headers).end('An error occurred with your deployment\n\nROUTER_EXTERNAL_TARGET_CONNECTION_ERROR\n');
  });
  response.once('close', () => upstream.destroy());
  request.pipe(upstream);
}

function endToEnd(headers: IncomingMessage['headers']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined || HOP_BY_HOP.has(name) ? [] : [[name, value]])),
  );
}
