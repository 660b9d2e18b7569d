import { createServer } from 'node:http';
import { issuesOf, type SandboxIssue } from './issues-list.ts';
import { serve } from './serve.ts';
import { createState, type Deploy, type RequestRecord, type SentryEvent, type Segment } from './state.ts';
import type { Switches } from './switches.ts';

export interface LocalSentryOptions {
  readonly organization?: string;
  readonly project?: string;
  readonly projectId?: string;
  readonly token?: string;
  readonly publicKey?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  readonly now?: () => number;
  /** A bucket counts as incomplete until this long after its end; Sentry's own guess is 90 s. */
  readonly incompleteAfterMs?: number;
  readonly pageSize?: number;
  /** Bucket widths in seconds that requests can be counted in besides the real ones, of which 15 s is the finest: a rehearsal lives in seconds. */
  readonly extraSpanIntervals?: readonly number[];
}

/** A Sentry on loopback: what is sent to `dsn` can be read back below `apiUrl` with `token`, as late and as broken as the switches say. */
export interface LocalSentry {
  readonly dsn: string;
  /** The origin, without `/api/0`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly organization: string;
  readonly project: string;
  /** Everything that arrived and was kept, readable yet or not. */
  readonly events: readonly SentryEvent[];
  readonly segments: readonly Segment[];
  readonly issues: readonly SandboxIssue[];
  readonly releases: readonly string[];
  readonly deploys: readonly Deploy[];
  /** How many items of each type have arrived; `spans` counts single ones, `discarded:<reason>` what SDKs report as not sent. */
  readonly tally: ReadonlyMap<string, number>;
  readonly requests: readonly RequestRecord[];
  /** What the sandbox does not know, and so refused. Empty unless the caller or the sandbox is wrong. */
  readonly unexpected: readonly string[];
  set(switches: Partial<Switches>): void;
  /** Called after every request and every change of a switch; the answer stops it. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

export async function startSentry(options: LocalSentryOptions = {}): Promise<LocalSentry> {
  const identity = {
    organization: options.organization ?? 'acme',
    project: options.project ?? 'invoices',
    projectId: options.projectId ?? '4501',
    publicKey: options.publicKey ?? 'd5a1c0ffee0000000000000000000001',
    token: options.token ?? 'sntryi_sandbox',
  };
  const now = options.now ?? Date.now;
  const state = createState({
    identity,
    now,
    incompleteAfterMs: options.incompleteAfterMs ?? 90_000,
    pageSize: options.pageSize ?? 100,
    extraSpanIntervals: options.extraSpanIntervals ?? [],
  });
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const server = createServer(serve(state, changed));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    dsn: `http://${identity.publicKey}@127.0.0.1:${port}/${identity.projectId}`,
    apiUrl: `http://127.0.0.1:${port}`,
    token: identity.token,
    organization: identity.organization,
    project: identity.project,
    get events() {
      return state.events.all();
    },
    get segments() {
      return state.segments.all();
    },
    get issues() {
      return issuesOf(state.events.all());
    },
    get releases() {
      return Array.from(state.releases);
    },
    deploys: state.deploys,
    tally: state.tally,
    requests: state.requests,
    unexpected: state.unexpected,
    set: (switches) => {
      state.switches = { ...state.switches, ...switches };
      for (const pipeline of [state.events, state.segments]) {
        if (switches.stalled === true) pipeline.stall(now());
        if (switches.stalled === false) pipeline.release(now());
      }
      changed();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}
