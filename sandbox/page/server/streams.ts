import type { ServerResponse } from 'node:http';

export interface Streams<Key> {
  readonly open: (key: Key, response: ServerResponse) => void;
  /** Something may have changed: everybody gets the new state soon, and once for many changes. */
  readonly changed: () => void;
  readonly close: () => void;
}

const COALESCE_MS = 100;
const KEEP_ALIVE_MS = 15_000;

/** Server-sent events: the whole state at once and again after every change of it. */
export function createStreams<Key>(stateFor: (key: Key) => unknown): Streams<Key> {
  const open = new Map<ServerResponse, { readonly key: Key; sent: string }>();
  let due: NodeJS.Timeout | null = null;

  function send(response: ServerResponse, stream: { readonly key: Key; sent: string }): void {
    const data = JSON.stringify(stateFor(stream.key));
    // Who does not keep up gets the newest state later, not every state in between.
    if (data === stream.sent || response.writableNeedDrain) return;
    stream.sent = data;
    response.write(`data: ${data}\n\n`);
  }

  const keepAlive = setInterval(() => {
    for (const response of open.keys()) response.write(': still here\n\n');
  }, KEEP_ALIVE_MS);
  keepAlive.unref();

  return {
    open: (key, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      const stream = { key, sent: '' };
      open.set(response, stream);
      response.once('close', () => open.delete(response));
      send(response, stream);
    },
    changed: () => {
      due ??= setTimeout(() => {
        due = null;
        for (const [response, stream] of open) send(response, stream);
      }, COALESCE_MS);
    },
    close: () => {
      clearInterval(keepAlive);
      if (due !== null) clearTimeout(due);
      for (const response of open.keys()) response.end();
    },
  };
}
