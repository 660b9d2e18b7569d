import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What happens to one request: `lost` is applied and never answered; one that is held is applied later, even if its caller has died. */
export type Fate = 'normal' | 'lost' | 'lost before it landed' | { readonly heldMs: number } | { readonly heldUntil: Promise<void> };

/** The other side: applies whatever arrives, as often as it arrives, and can be asked whether a key has landed. */
export interface World {
  readonly url: string;
  /** How often each key landed. */
  readonly landed: ReadonlyMap<string, number>;
  /** Keys in the order in which they landed. */
  readonly order: readonly string[];
  /** Most requests of one resource that were being applied at once. */
  readonly mostAtOnce: () => number;
  /** Of the next request to land; then `normal`. */
  nextFate(fate: Fate): void;
  /** Of every request: given the count of requests so far. */
  eachFate(choose: (count: number) => Fate): void;
  /** What a look answers: normally the truth. */
  looks(answer: 'the truth' | 'cannot tell' | 'fails'): void;
  /** Called as soon as a request has arrived, before it is applied. */
  onArrival(listener: () => void): void;
  close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const landed = new Map<string, number>();
  const order: string[] = [];
  const applying = new Map<string, number>();
  let mostAtOnce = 0;
  let count = 0;
  const next: Fate[] = [];
  let choose = (_count: number): Fate => 'normal';
  let looks: 'the truth' | 'cannot tell' | 'fails' = 'the truth';
  let arrived: () => void = () => {};

  const apply = async (query: URLSearchParams, response: ServerResponse): Promise<void> => {
    const key = query.get('key') ?? '';
    const resource = query.get('resource') ?? '';
    const fate = next.shift() ?? choose((count += 1));
    arrived();
    if (fate === 'lost before it landed') return void response.destroy();

    const now = (applying.get(resource) ?? 0) + 1;
    applying.set(resource, now);
    if (resource !== '') mostAtOnce = Math.max(mostAtOnce, now);
    if (typeof fate === 'object') await ('heldMs' in fate ? pause(fate.heldMs) : fate.heldUntil);
    landed.set(key, (landed.get(key) ?? 0) + 1);
    order.push(key);
    applying.set(resource, (applying.get(resource) ?? 1) - 1);
    if (fate === 'lost') response.destroy();
    else response.end('applied');
  };
  const look = (query: URLSearchParams, response: ServerResponse): void => {
    if (looks === 'fails') response.writeHead(503);
    else if (looks === 'cannot tell') response.writeHead(409);
    else if (!landed.has(query.get('key') ?? '')) response.writeHead(404);
    response.end();
  };

  const server = createServer((request: IncomingMessage, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://world');
    if (pathname === '/apply') void apply(searchParams, response);
    else look(searchParams, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    landed,
    order,
    mostAtOnce: () => mostAtOnce,
    nextFate: (fate) => void next.push(fate),
    eachFate: (chooser) => {
      choose = chooser;
    },
    looks: (answer) => {
      looks = answer;
    },
    onArrival: (listener) => {
      arrived = listener;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
