import type { PerformContext, Performer } from '#src/engine/performer.ts';
import type { Effect } from '#src/store/effects.ts';

/** One effect of the one incident, as the engine hands it to whoever performs it. */
export function effectOf<Input>(kind: string, input: Input, incident: string | null = 'inc-1'): Effect<Input> {
  return {
    id: `${incident}:7:0`,
    incident,
    kind,
    resource: null,
    input,
    state: 'started',
    attempt: 1,
    looks: 0,
    epoch: 1,
    createdAt: Date.now(),
    startedAt: Date.now(),
    finishedAt: null,
    result: null,
    why: null,
  };
}

export const CONTEXT: PerformContext = {
  signal: new AbortController().signal,
  beforeSend: () => {},
  attempt: 1,
  now: Date.now,
};

/** Reads back whether it landed. */
export async function reconciled<Input>(performer: Performer<Input>, effect: Effect<Input>) {
  if (performer.reconcile === undefined) throw new Error('There is no reading back.');
  return performer.reconcile(effect, CONTEXT);
}
