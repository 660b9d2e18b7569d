/** How many reads of one host are under way at most, whoever asks: vendors count requests for a whole account. */
const MOST_AT_ONCE = 8;

interface Host {
  taken: number;
  readonly waiting: Set<() => void>;
}

const hosts = new Map<string, Host>();

/** What `work` gives, once there is a place at `host` or `signal` is over: then `work` finds that out by itself. Who came first goes first. */
export async function inPlace<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const at = hosts.get(host) ?? { taken: 0, waiting: new Set() };
  hosts.set(host, at);
  if (at.taken >= MOST_AT_ONCE) await turn(at, signal);
  else at.taken += 1;
  try {
    return await work();
  } finally {
    leave(host, at);
  }
}

/** The place of whoever leaves is handed over, so that nobody comes in between. */
function leave(host: string, at: Host): void {
  const [next] = at.waiting;
  if (next !== undefined) return next();
  at.taken -= 1;
  if (at.taken === 0) hosts.delete(host);
}

function turn(at: Host, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      at.waiting.delete(go);
      signal.removeEventListener('abort', late);
      resolve();
    };
    const late = (): void => {
      at.taken += 1;
      go();
    };
    if (signal.aborted) return late();
    at.waiting.add(go);
    return signal.addEventListener('abort', late, { once: true });
  });
}
