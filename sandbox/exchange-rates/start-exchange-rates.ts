import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export interface LocalExchangeRates {
  readonly url: string;
  /** While true it answers 503 to everything. */
  readonly setFailing: (failing: boolean) => void;
  readonly close: () => Promise<void>;
}

/** Somebody else's service that the demo app depends on. */
export async function startExchangeRates(): Promise<LocalExchangeRates> {
  let isFailing = false;
  const server = createServer((request, response) => {
    if (isFailing) return response.writeHead(503, { 'content-type': 'text/plain' }).end('upstream unavailable');
    if (request.url !== '/USD') return response.writeHead(404, { 'content-type': 'text/plain' }).end('no such currency');
    return response.writeHead(200, { 'content-type': 'text/plain' }).end('1.08');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    setFailing: (failing) => {
      isFailing = failing;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
