import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Carrier, Envelope } from './deliveries.ts';

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

export interface SocketMode {
  readonly carrier: Carrier;
  readonly issueUrl: () => string;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** How many connections have had their `hello` and were not asked to close. */
  readonly connections: () => number;
  /**
   * Asks one connection (the oldest) or all of them to close. With `leaveTcpOpen` the close frame is answered but the TCP
   * connection stays, as Slack is reported to do.
   */
  readonly disconnect: (reason: DisconnectReason, options?: { readonly which?: 'oldest' | 'all'; readonly leaveTcpOpen?: boolean }) => void;
  /** Cuts the TCP connections without a word. */
  readonly cut: () => void;
  readonly close: () => void;
}

interface Connection {
  readonly webSocket: WebSocket;
  readonly tcp: Duplex;
  closing: boolean;
}

const MOST_CONNECTIONS = 10;
const PING_MS = 10_000;
const ackSchema = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

export interface SocketModeOptions {
  readonly appId: string;
  readonly origin: () => string;
  /** The name that its URLs carry in place of 127.0.0.1; null for none. */
  readonly host: string | null;
  readonly newId: (prefix: string) => string;
  readonly saysHello: () => boolean;
  readonly unexpected: (what: string) => void;
  readonly changed: () => void;
}

/** Each envelope goes to exactly one of the open connections, in turn, and its acknowledgement must come back on the same one. */
export function createSocketMode(options: SocketModeOptions): SocketMode {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const tickets = new Set<string>();
  const sockets = new Set<Duplex>();
  let connections: Connection[] = [];
  let turn = 0;
  const awaited = new Map<string, { readonly connection: Connection; readonly acked: (response: unknown) => void }>();
  const pings = setInterval(() => {
    for (const { webSocket } of connections) if (webSocket.readyState === webSocket.OPEN) webSocket.ping();
  }, PING_MS);
  pings.unref();

  const open = () => connections.filter((one) => !one.closing && one.webSocket.readyState === one.webSocket.OPEN);

  function accept(webSocket: WebSocket, tcp: Duplex): void {
    const connection: Connection = { webSocket, tcp, closing: false };
    webSocket.on('message', (data: Buffer) => receive(connection, data.toString()));
    webSocket.on('error', () => webSocket.terminate());
    webSocket.on('close', () => {
      connections = connections.filter((one) => one !== connection);
      options.changed();
    });
    if (!options.saysHello()) return;
    if (open().length >= MOST_CONNECTIONS) return send(connection, { type: 'disconnect', reason: 'too_many_websockets', debug_info: {} });
    connections.push(connection);
    const hello = {
      type: 'hello',
      num_connections: open().length,
      connection_info: { app_id: options.appId },
      debug_info: { host: 'sandbox' },
    };
    send(connection, hello);
    options.changed();
  }

  function receive(connection: Connection, text: string): void {
    const ack = parseAck(text);
    if (ack === null) return options.unexpected(`Socket Mode message that is no acknowledgement: ${text.slice(0, 200)}`);
    const waiting = awaited.get(ack.envelope_id);
    if (waiting?.connection !== connection) {
      return options.unexpected(`Acknowledgement of ${ack.envelope_id}, which this connection has not to answer`);
    }
    awaited.delete(ack.envelope_id);
    waiting.acked(ack.payload ?? {});
  }

  return {
    carrier: {
      send: (envelope, reply) => {
        const candidates = open();
        const connection = candidates[(turn += 1) % candidates.length];
        if (connection === undefined) return reply.failed('no Socket Mode connection is open');
        awaited.set(envelope.id, { connection, acked: reply.acked });
        send(connection, wireEnvelope(envelope));
      },
    },
    issueUrl: () => {
      const ticket = options.newId('ticket-');
      tickets.add(ticket);
      const origin = options.host === null ? options.origin() : options.origin().replace('127.0.0.1', options.host);
      return `${origin.replace('http', 'ws')}/link/?ticket=${ticket}`;
    },
    upgrade: (request, socket, head) => {
      const url = new URL(request.url ?? '/', options.origin());
      if (url.pathname !== '/link/') {
        options.unexpected(`WebSocket upgrade of ${url.pathname}`);
        socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
        return;
      }
      if (!tickets.delete(url.searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
        return;
      }
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      server.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, socket));
    },
    connections: () => open().length,
    disconnect: (reason, { which = 'oldest', leaveTcpOpen = false } = {}) => {
      for (const connection of which === 'all' ? open() : open().slice(0, 1)) {
        connection.closing = true;
        if (leaveTcpOpen) connection.tcp.end = () => connection.tcp;
        send(connection, { type: 'disconnect', reason, debug_info: { host: 'sandbox' } });
      }
      options.changed();
    },
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      clearInterval(pings);
      for (const { webSocket } of connections) webSocket.terminate();
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function send(connection: Connection, message: object): void {
  connection.webSocket.send(JSON.stringify(message));
}

function wireEnvelope(envelope: Envelope): object {
  const retry = { retry_attempt: envelope.retry?.attempt ?? 0, retry_reason: envelope.retry?.reason ?? '' };
  return {
    envelope_id: envelope.id,
    type: envelope.kind,
    payload: envelope.payload,
    accepts_response_payload: envelope.kind !== 'events_api',
    ...(envelope.kind === 'events_api' ? retry : {}),
  };
}

function parseAck(text: string): z.infer<typeof ackSchema> | null {
  try {
    return ackSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
