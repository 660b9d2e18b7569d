import { createServer, type IncomingMessage } from 'node:http';

export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Canned {
  readonly origin: string;
  readonly requests: readonly { readonly method: string; readonly url: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

/** A server that says what a healthy Sentry never would. A string is sent as it is, anything else as JSON. */
export async function startCanned(answer: (url: URL, request: IncomingMessage) => CannedAnswer): Promise<Canned> {
  const requests: { method: string; url: string; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    request.resume();
    requests.push({ method: request.method ?? '', url: request.url ?? '', authorization: request.headers.authorization });
    const { status = 200, headers = {}, body } = answer(new URL(request.url ?? '/', 'http://canned'), request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
