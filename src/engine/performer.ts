import type { Json } from '#domain/json.ts';
import type { Effect, PlannedEffect } from '#src/store/effects.ts';
import type { IncidentEvent } from './incident-event.ts';

/** What is known of a kind of effect before it is done. */
export interface EffectKind<I = Json> {
  /** What it holds alone: at most one effect of a resource is in flight, over all incidents and replicas; they start in the order planned. */
  resource?(input: I, incident: string | null): string;
  /** The newest replaces one that still waits, of the same kind and resource in the incident. */
  readonly supersedes?: true;
  /** Kinds of one lane have places of their own, which nothing else can take. */
  readonly lane?: string;
}

/** Does one kind of effect, and reports no event but its own. */
export interface Performer<I = Json, E extends IncidentEvent = IncidentEvent> extends EffectKind<I> {
  /**
   * How long one claim lasts. At least the time-out of the call, plus the longest that the other side may take to apply
   * a request whose caller is gone, plus the delay after which a read would show it: nobody looks before it has run out.
   */
  readonly leaseMs: number;
  /**
   * `safe`: repeating it does no harm, nor does a late landing (reads, idempotent writes).
   * `reconcile`: an unknown outcome is read back, never simply repeated.
   */
  readonly repeat: 'safe' | 'reconcile';
  /**
   * Nothing of it can land late, so it is begun anew at once when its owner is dead. Without this its lease is kept: what is sent after a write that
   * was repeated too early could be undone by the first one.
   */
  readonly onlyReads?: true;
  /** It is asked for again and again: of those that are done only the newest row is kept, and no journal says that it was done unless something came of it. */
  readonly isRoutine?: true;
  /** How often it is begun before it counts as failed. 8 unless told. */
  readonly maxAttempts?: number;
  /** How often it is read whether one send landed before nobody can tell. 8 unless told. */
  readonly maxLooks?: number;
  /**
   * One attempt; the client under it must not retry by itself. A `reconcile` performer that throws says "the outcome is
   * unknown"; what certainly did not happen is `again` or `failed`.
   */
  perform(effect: Effect<I>, context: PerformContext): Promise<Outcome<E>>;
  /** Reads whether the last send landed. Without it an unknown outcome goes to a person at once. */
  reconcile?(effect: Effect<I>, context: PerformContext): Promise<Reconciled<E>>;
  /** The event for an effect that was given up: it certainly was not performed, or is safe to repeat. */
  onGivenUp?(effect: Effect<I>, why: string): E;
  /** The event for an outcome that nobody could read; the tree then asks a person to look again. */
  onAmbiguous?(effect: Effect<I>, why: string): E;
}

/** By kind of effect. Each takes the input that the tree gives to its kind; `never` stands for any of them. */
export type Performers = Readonly<Record<string, Performer<never>>>;

export type EffectKinds = Readonly<Record<string, EffectKind<never>>>;

export interface PerformContext {
  /** Aborts when the lease has run out or the process stops. */
  readonly signal: AbortSignal;
  /**
   * To be called immediately before the first byte of a write. Throws when less than `needMs` of the lease is left
   * (half the lease unless told): another owner may be near, so nothing is sent and the effect is claimed anew.
   */
  readonly beforeSend: (needMs?: number) => void;
  readonly attempt: number;
  readonly now: () => number;
}

/** Where the incident is talked about: known once its first message is posted. `null`: nowhere any more. */
export interface Patch {
  readonly threadTs?: string | null;
  readonly channel?: string;
}

/** What is to be done after it, stored with the outcome: for what an incident that is closed cannot ask for any more. */
export type Next = Pick<PlannedEffect, 'id' | 'kind' | 'input'>;

export type Outcome<E extends IncidentEvent = IncidentEvent> =
  | {
      readonly kind: 'done';
      readonly event?: E;
      readonly result?: unknown;
      readonly patch?: Patch;
      readonly next?: readonly Next[];
    }
  /** Certainly not performed, for instance refused with 429. */
  | { readonly kind: 'again'; readonly afterMs: number; readonly why: string; readonly patch?: Patch }
  /** Certainly not performed, and trying again will not help. */
  | { readonly kind: 'failed'; readonly event?: E; readonly why: string };

export type Reconciled<E extends IncidentEvent = IncidentEvent> =
  | { readonly kind: 'landed'; readonly event?: E; readonly result?: unknown; readonly patch?: Patch }
  /** It certainly did not land and cannot land any more: it will be sent again. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'cannot tell'; readonly why: string; readonly event?: E };
