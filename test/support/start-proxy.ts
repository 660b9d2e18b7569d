import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

export interface LocalProxy {
  readonly url: string;
  /** What was asked for, as `CONNECT slack.test` or `GET git.test`. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

/** A forward proxy that knows hosts below `test`: they are ports of this machine. Any other host is refused, and so is who gives no password. */
export async function startProxy(): Promise<LocalProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const isKnown = (authorization: string | undefined): boolean => authorization === `Basic ${btoa('bot:secret')}`;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${new URL(request.url ?? '/', 'http://nobody.test').hostname}`);
    response.writeHead(isKnown(request.headers['proxy-authorization']) ? 404 : 407).end();
  });
  server.on('connect', (request, socket: Socket, head) => {
    const [host = '', port] = (request.url ?? '').split(':');
    asked.push(`CONNECT ${host}`);
    sockets.add(socket);
    socket.on('error', () => {});
    if (!isKnown(request.headers['proxy-authorization'])) return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    if (!host.endsWith('.test')) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const target = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    sockets.add(target);
    target.on('error', () => socket.destroy());
    return target;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://bot:secret@127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
