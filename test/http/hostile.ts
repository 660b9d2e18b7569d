import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { createServer as createNetServer, type AddressInfo } from 'node:net';

export type Fault =
  /** Takes the request and says nothing. */
  | { readonly kind: 'hang' }
  /** Once its first bytes are there, `before` they are looked at, or `after` the whole was taken. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** `{asked}` in the body is what was asked: address, headers and body, fit for a JSON text. */
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  /** A beginning that promises more, and then the end of the connection. */
  | { readonly kind: 'half a body'; readonly status: number }
  /** A beginning, and then a byte whenever the one before has gone. */
  | { readonly kind: 'drip'; readonly status: number };

export interface Hostile {
  readonly origin: string;
  /** Method and path of what arrived. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

/** A server that does one thing wrong, to everybody. */
export async function startHostile(fault: Fault, arrived: () => void = () => {}): Promise<Hostile> {
  const seen: string[] = [];
  if (fault.kind === 'reset' && fault.when === 'before') return startRude(seen);
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push(`${method} ${url.replace(/\?.*/, '')}`);
      arrived();
      misbehave(fault, response, JSON.stringify(`${url} ${JSON.stringify(headers)} ${Buffer.concat(parts).toString()}`).slice(1, -1));
    });
    request.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Knows no HTTP: the connection ends as soon as something comes. */
async function startRude(seen: string[]): Promise<Hostile> {
  const server = createNetServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      seen.push(bytes.toString('latin1').split(/[ ?]/, 2).join(' '));
      socket.resetAndDestroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, seen, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}

function misbehave(fault: Fault, response: ServerResponse, asked: string): void {
  switch (fault.kind) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'answer':
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      response.end(fault.body.replaceAll('{asked}', asked));
      return;
    case 'half a body':
      response.writeHead(fault.status, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"half":', () => response.socket?.destroySoon());
      return;
    case 'drip':
      response.writeHead(fault.status, { 'content-type': 'application/json' });
      response.write('[');
      drip(response);
  }
}

function drip(response: ServerResponse): void {
  if (!response.destroyed) response.write(' ', () => setImmediate(() => drip(response)));
}
