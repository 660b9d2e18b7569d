import { SwitchbackError } from '#domain/errors.ts';
import type { Effect } from '#src/store/effects.ts';
import type { IncidentEvent } from './incident-event.ts';
import type { Next, Outcome, Patch, Performer, Reconciled } from './performer.ts';

/** What an attempt means for the ledger. */
export type Settlement =
  | {
      readonly state: 'done';
      readonly event?: IncidentEvent;
      readonly result?: unknown;
      readonly patch?: Patch;
      readonly next?: readonly Next[];
    }
  | { readonly state: 'failed'; readonly event?: IncidentEvent; readonly why: string }
  | { readonly state: 'ambiguous'; readonly event?: IncidentEvent; readonly why: string }
  /** Certainly not performed, or safe to repeat: to be sent again. */
  | { readonly state: 'planned'; readonly afterMs: number; readonly why: string; readonly patch?: Patch }
  /** Nobody knows: it stays as it is until then (null: the end of the lease), and is then read. */
  | { readonly state: 'started'; readonly afterMs: number | null; readonly why: string };

/** What came back; `unsent` is a throw before anything left. */
export type Attempt<T> =
  | { readonly kind: 'returned'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown; readonly unsent: boolean };

const MAX_ATTEMPTS = 8;
const MAX_LOOKS = 8;

export function afterPerform(effect: Effect, performer: Performer, attempt: Attempt<Outcome>): Settlement {
  if (attempt.kind === 'threw') {
    const why = messageOf(attempt.error);
    if (attempt.unsent) return sendAgain(effect, performer, 0, why);
    if (performer.repeat === 'safe') return sendAgain(effect, performer, pauseAfter(attempt.error, effect.attempt), why);
    return { state: 'started', afterMs: null, why };
  }
  const outcome = attempt.value;
  if (outcome.kind === 'again') {
    const { patch } = outcome;
    const settlement = sendAgain(effect, performer, outcome.afterMs, outcome.why);
    return patch && settlement.state === 'planned' ? { ...settlement, patch } : settlement;
  }
  if (outcome.kind === 'failed') return { state: 'failed', why: outcome.why, ...(outcome.event ? { event: outcome.event } : {}) };
  const { kind: _, ...done } = outcome;
  return { state: 'done', ...done };
}

export function afterLook(effect: Effect, performer: Performer, attempt: Attempt<Reconciled>): Settlement {
  if (attempt.kind === 'threw') {
    const why = `Whether it landed could not be read: ${messageOf(attempt.error)}`;
    if (effect.looks >= maxLooks(performer)) return ambiguous(effect, performer, why);
    return { state: 'started', afterMs: pauseAfter(attempt.error, effect.looks), why };
  }
  const found = attempt.value;
  if (found.kind === 'absent') return sendAgain(effect, performer, 0, 'The last request did not land.');
  if (found.kind === 'cannot tell') return ambiguous(effect, performer, found.why, found.event);
  const { kind: _, ...done } = found;
  return { state: 'done', ...done };
}

/** An effect that ended its process each time would otherwise be begun for ever. Null: there is an attempt left. */
export function exhausted(effect: Effect, performer: Performer): Settlement | null {
  if (effect.looks > maxLooks(performer)) {
    if (performer.repeat === 'safe') return givenUp(effect, performer, 'It ended its process each time that it was begun.');
    return ambiguous(effect, performer, 'It was looked for too often without an answer.');
  }
  if (effect.attempt > maxAttempts(performer)) return givenUp(effect, performer, 'It was begun too often without an outcome.');
  return null;
}

function givenUp(effect: Effect, performer: Performer, why: string): Settlement {
  const event = performer.onGivenUp?.(effect, why);
  return { state: 'failed', why, ...(event ? { event } : {}) };
}

function ambiguous(effect: Effect, performer: Performer, why: string, told?: IncidentEvent): Settlement {
  const event = told ?? performer.onAmbiguous?.(effect, why);
  return { state: 'ambiguous', why, ...(event ? { event } : {}) };
}

function sendAgain(effect: Effect, performer: Performer, afterMs: number, why: string): Settlement {
  return effect.attempt >= maxAttempts(performer) ? givenUp(effect, performer, why) : { state: 'planned', afterMs, why };
}

function maxAttempts(performer: Performer): number {
  return performer.maxAttempts ?? MAX_ATTEMPTS;
}

function maxLooks(performer: Performer): number {
  return performer.maxLooks ?? MAX_LOOKS;
}

/** What the other side asked for; otherwise 1 s, doubled each time, at most a minute. */
function pauseAfter(error: unknown, times: number): number {
  if (error instanceof SwitchbackError && error.retryAfterMs !== null) return error.retryAfterMs;
  return Math.min(1000 * 2 ** (times - 1), 60_000);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
