import { createPipeline, type Pipeline } from './pipeline.ts';
import { INITIAL_SWITCHES, type Switches } from './switches.ts';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** One event item. All times in milliseconds since the epoch. */
export interface SentryEvent {
  readonly id: string;
  readonly type: 'error' | 'default';
  /** By the sender's clock; buckets go by this one. */
  readonly at: number;
  readonly receivedAt: number;
  readonly level: string;
  readonly title: string;
  readonly message: string;
  readonly culprit: string;
  readonly exception: { readonly type: string; readonly value: string } | null;
  readonly release: string | null;
  readonly environment: string | null;
  readonly transaction: string | null;
  readonly serverName: string | null;
  readonly tags: readonly Tag[];
  readonly shortId: string;
}

/** A transaction: the span that a request begins with. */
export interface Segment {
  readonly at: number;
  readonly name: string;
  readonly release: string | null;
  readonly environment: string | null;
  /** Between 0 and 1: how many of such requests are sent at all. */
  readonly sampleRate: number;
}

export interface Deploy {
  readonly id: string;
  readonly release: string;
  readonly environment: string;
  readonly name: string | null;
  readonly url: string | null;
  readonly dateStarted: string | null;
  readonly dateFinished: string;
}

export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** Without keys. */
  readonly query: string;
  readonly status: number | null;
}

export interface Identity {
  readonly organization: string;
  readonly project: string;
  readonly projectId: string;
  readonly publicKey: string;
  readonly token: string;
}

export interface State {
  readonly identity: Identity;
  readonly now: () => number;
  readonly incompleteAfterMs: number;
  readonly pageSize: number;
  readonly extraSpanIntervals: readonly number[];
  switches: Switches;
  readonly events: Pipeline<SentryEvent>;
  readonly segments: Pipeline<Segment>;
  /** Short id by grouping key, in the order of first arrival. */
  readonly groups: Map<string, string>;
  readonly eventIds: Set<string>;
  readonly releases: Set<string>;
  readonly deploys: Deploy[];
  /** When each refused or dropped event came. */
  readonly rejections: number[];
  /** How many items of each type have arrived, and each discarded event that an SDK reported, as `discarded:<reason>`. */
  readonly tally: Map<string, number>;
  readonly requests: RequestRecord[];
  readonly unexpected: string[];
  /** What `rejectShare` and `dropShare` still owe, between 0 and 1. */
  readonly owed: { reject: number; drop: number };
}

export interface StateOptions {
  readonly identity: Identity;
  readonly now: () => number;
  readonly incompleteAfterMs: number;
  readonly pageSize: number;
  readonly extraSpanIntervals: readonly number[];
}

export function createState(options: StateOptions): State {
  return {
    ...options,
    switches: INITIAL_SWITCHES,
    events: createPipeline<SentryEvent>(),
    segments: createPipeline<Segment>(),
    groups: new Map(),
    eventIds: new Set(),
    releases: new Set(),
    deploys: [],
    rejections: [],
    tally: new Map(),
    requests: [],
    unexpected: [],
    owed: { reject: 0, drop: 0 },
  };
}

export function count(state: State, what: string, howMany: number): void {
  state.tally.set(what, (state.tally.get(what) ?? 0) + howMany);
}
