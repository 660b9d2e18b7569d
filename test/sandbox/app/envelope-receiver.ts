import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface ReceivedError {
  readonly type: string;
  readonly value: string;
  readonly transaction: string;
  readonly release: string;
  readonly environment: string;
}

export interface EnvelopeReceiver {
  readonly dsn: string;
  readonly errors: ReceivedError[];
  /** Names of the transactions, in the order of arrival. */
  readonly transactions: string[];
  close(): Promise<void>;
}

/** The half of Sentry that takes envelopes in, as small as it can be. */
export async function startEnvelopeReceiver(): Promise<EnvelopeReceiver> {
  const errors: ReceivedError[] = [];
  const transactions: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const [, ...lines] = body.split('\n').filter(Boolean);
      for (let at = 0; at + 1 < lines.length; at += 2) {
        const { type } = JSON.parse(lines[at] ?? '{}');
        const payload = JSON.parse(lines[at + 1] ?? '{}');
        if (type === 'span') transactions.push(...payload.items.map(({ name }: { name: string }) => name));
        if (type !== 'event') continue;
        const [exception] = payload.exception.values;
        const { transaction, release, environment } = payload;
        errors.push({ type: exception.type, value: exception.value, transaction, release, environment });
      }
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    dsn: `http://public@127.0.0.1:${port}/1`,
    errors,
    transactions,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
