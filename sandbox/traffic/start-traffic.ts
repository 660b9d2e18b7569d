import { Agent, get } from 'node:http';

const REQUEST_DEADLINE_MS = 10_000;

export interface TrafficRoute {
  /** Path with query; `:id` becomes each whole number in turn from 1 to `highestId`. */
  readonly path: string;
  readonly weight: number;
}

export interface TrafficSettings {
  /** Origin that the requests go to, such as the production URL. */
  readonly url: string;
  readonly requestsPerSecond: number;
  readonly routes: readonly TrafficRoute[];
  readonly highestId: number;
}

/** The fractional parts of its multiples are as evenly spread as can be, from the first ones on. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** `sent` is the sum of `answered`, `failed` and `waiting`. */
export interface TrafficCounts {
  readonly sent: number;
  /** Complete answers by HTTP status. */
  readonly answered: Readonly<Record<number, number>>;
  /** Requests without a complete answer, by error code: `ECONNREFUSED`, `ECONNRESET`, `TIMEOUT`, `STOPPED`. */
  readonly failed: Readonly<Record<string, number>>;
  readonly waiting: number;
}

export interface Traffic {
  counts(): TrafficCounts;
  /** Sends no more and gives up on what is waiting, which counts as `STOPPED`. */
  stop(): void;
}

/** Steady traffic over kept-alive connections, spread evenly over the routes and with ids in turn, so that it shows the same each time. It keeps its pace however slow the answers are, as customers would. */
export function startTraffic({ url, requestsPerSecond, routes, highestId }: TrafficSettings): Traffic {
  if (routes.length === 0) throw new Error('Traffic needs at least one route, so none was started.');
  const agent = new Agent({ keepAlive: true });
  const stopping = new AbortController();
  const counts = { sent: 0, answered: {} as Record<number, number>, failed: {} as Record<string, number>, waiting: 0 };
  const askedOf = new Map<string, number>();
  const startedAt = performance.now();

  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * requestsPerSecond);
    while (counts.sent < due) send();
  }, 1_000 / requestsPerSecond);

  function next(): string {
    const path = choose(routes, (counts.sent * GOLDEN_RATIO) % 1);
    const asked = (askedOf.get(path) ?? 0) + 1;
    askedOf.set(path, asked);
    return path.replaceAll(':id', String(1 + (asked % highestId)));
  }

  function send(): void {
    counts.sent += 1;
    counts.waiting += 1;
    let settled = false;
    const settle = (count: () => void) => {
      if (settled) return;
      settled = true;
      counts.waiting -= 1;
      count();
    };
    const fail = (error: NodeJS.ErrnoException) =>
      settle(() => {
        const code = stopping.signal.aborted ? 'STOPPED' : (error.code ?? error.message);
        counts.failed[code] = (counts.failed[code] ?? 0) + 1;
      });
    const path = next();
    const request = get(new URL(path, url), { agent, signal: stopping.signal, headers: { 'user-agent': 'switchback-traffic' } });
    request.setTimeout(REQUEST_DEADLINE_MS, () => request.destroy(Object.assign(new Error('no answer in time'), { code: 'TIMEOUT' })));
    request.on('error', fail);
    request.on('response', (response) => {
      response.on('error', fail).resume();
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        settle(() => (counts.answered[status] = (counts.answered[status] ?? 0) + 1));
      });
    });
  }

  return {
    counts: () => structuredClone(counts),
    stop() {
      clearInterval(timer);
      stopping.abort();
      agent.destroy();
    },
  };
}

/** @param where from 0, and below 1 */
function choose(routes: readonly TrafficRoute[], where: number): string {
  let rest = where * routes.reduce((sum, { weight }) => sum + weight, 0);
  return routes.find(({ weight }) => (rest -= weight) < 0)?.path ?? '/';
}
