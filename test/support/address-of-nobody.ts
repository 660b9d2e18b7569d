import { createServer } from 'node:http';
import { once } from 'node:events';

/** An address on this machine where nothing listens any more. */
export async function addressOfNobody(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The server had no port');
  return `http://127.0.0.1:${address.port}`;
}
