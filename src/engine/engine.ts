import type { Store } from '#src/store/store.ts';
import type { EffectKinds } from './performer.ts';
import type { Tree } from './tree.ts';

/** What pino's logger is used for here. Messages are constants; data stands beside them. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

export interface Engine {
  readonly store: Store;
  readonly tree: Tree;
  /** Every kind of effect that some performer can do. An action of any other type is refused with the whole event. */
  kinds(): EffectKinds;
  /** Milliseconds since the epoch: when events happened, for people. Leases and timers use the clock of the store instead. */
  now(): number;
  readonly log: Log;
  /** Called after each commit: work may be waiting. */
  nudge(): void;
  /** Returns the function that ends the subscription. */
  onNudge(listener: () => void): () => void;
}

export function createEngine(parts: Pick<Engine, 'store' | 'tree' | 'kinds' | 'now' | 'log'>): Engine {
  const listeners = new Set<() => void>();
  return {
    ...parts,
    nudge: () => {
      for (const listener of listeners) listener();
    },
    onNudge: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
