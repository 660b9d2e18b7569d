import { planEffect as insert, type PlannedEffect } from '#src/store/effects.ts';
import type { Tx } from '#src/store/store.ts';
import type { Engine } from './engine.ts';

/** Stores the intent, with what its kind holds alone. The same id again changes nothing. `at` is when it was asked for. */
export async function planEffect(
  tx: Tx,
  engine: Engine,
  effect: Omit<PlannedEffect, 'resource' | 'supersedes'>,
  at: number,
): Promise<void> {
  const kind = engine.kinds()[effect.kind];
  const resource = kind?.resource?.(effect.input as never, effect.incident);
  await insert(tx, engine.store, { ...effect, resource, supersedes: kind?.supersedes }, at);
}
