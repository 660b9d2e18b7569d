import type { IncomingHttpHeaders } from 'node:http';
import { listen, type Handler } from '#sandbox/vercel/listen.ts';

export interface Origin {
  readonly url: string;
  /** Every request that arrived, oldest first. */
  readonly seen: readonly { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: string }[];
  readonly close: () => Promise<void>;
}

/** An app behind a deployment: answers with its name, or as it is told to. */
export async function startOrigin(name: string, answer?: Handler): Promise<Origin> {
  const seen: Origin['seen'][number][] = [];
  const listener = await listen(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    if (answer) return answer(request, response);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ app: name }));
  });
  return { url: `http://${listener.host}`, seen, close: listener.close };
}
