import type { ServerResponse } from 'node:http';
import type { Json } from '#domain/json.ts';
import type { Fault } from '../vercel/faults.ts';
import type { Reply } from './reply.ts';

/** Carries the request out with `act` and answers it, or does what the fault says instead. */
export async function send(response: ServerResponse, fault: Fault | null, act: () => Promise<Reply>): Promise<void> {
  if (fault === null) return write(response, await act());
  switch (fault.kind) {
    case 'answer':
      if (fault.acts) await act();
      return write(response, {
        status: fault.status,
        body: fault.body ?? null,
        ...(fault.headers === undefined ? {} : { headers: fault.headers }),
      });
    case 'reset':
      if (fault.acts) await act();
      response.destroy();
      return;
    case 'hang':
      if (fault.acts) await act();
      return;
    case 'hang in the body': {
      const { status } = await act();
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': '1000' }).write('{');
      return;
    }
    case 'slow':
      await new Promise<void>((settle) => {
        setTimeout(settle, fault.ms).unref();
      });
      return write(response, await act());
    case 'rewrite': {
      const { status, body, headers } = await act();
      const changed = fault.change(structuredClone(body) as Json);
      return write(response, { status, body: changed, ...(headers === undefined ? {} : { headers }) });
    }
  }
}

function write(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const type = typeof body === 'string' ? 'text/html' : 'application/json; charset=utf-8';
  const text = typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body);
  response
    .writeHead(status, { ...(text === '' ? {} : { 'content-type': type }), 'x-github-media-type': 'github.v3', ...headers })
    .end(text);
}
