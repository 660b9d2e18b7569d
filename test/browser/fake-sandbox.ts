import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Act, ActAnswer, State } from '#sandbox/page/protocol.ts';
import { createClientFiles } from '#sandbox/page/server/client-files.ts';

export interface FakeSandbox {
  readonly url: string;
  /** What the page sent, oldest first. */
  readonly acts: readonly Act[];
  /** Shows this to every window, by the key of the person whose window it is. */
  readonly show: (stateFor: (as: string) => State) => void;
  /** What the next acts are answered. */
  readonly answerWith: (answer: ActAnswer) => void;
  readonly close: () => Promise<void>;
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Speaks the protocol of the page without a world behind it: what the test wants shown is shown, what the page does is written down. */
export async function startFakeSandbox(stateFor: (as: string) => State): Promise<FakeSandbox> {
  const clientFile = createClientFiles();
  const acts: Act[] = [];
  const windows = new Map<ServerResponse, string>();
  let shown = stateFor;
  let answer: ActAnswer = { kind: 'ok', said: null };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/events') {
      const as = url.searchParams.get('as') ?? '';
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(`data: ${JSON.stringify(shown(as))}\n\n`);
      windows.set(response, as);
      response.on('close', () => windows.delete(response));
      return;
    }
    if (url.pathname === '/act') {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        acts.push(JSON.parse(body) as Act);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
      return;
    }
    void clientFile(url.pathname).then((file) => {
      if (file === null) return response.writeHead(404).end();
      return response.writeHead(200, { 'content-type': file.type, 'content-security-policy': POLICY }).end(file.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    acts,
    show: (next) => {
      shown = next;
      for (const [response, as] of windows) response.write(`data: ${JSON.stringify(next(as))}\n\n`);
    },
    answerWith: (next) => {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
