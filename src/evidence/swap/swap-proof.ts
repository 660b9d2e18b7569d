import type { Evidence } from '#domain/evidence.ts';

export type SwapVerdict =
  /** Our job succeeded, every production domain reads back the target, and the app answers as the target. */
  | 'moved'
  /** The provider's own records say so; the app was not observed to. */
  | 'reported'
  | 'not yet'
  /** Looked, and it is not so. */
  | 'contradicted'
  | 'cannot look';

export interface SwapProof {
  readonly verdict: SwapVerdict;
  /** One plain sentence. May quote untrusted text. */
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
}

/** One part of the proof, before it becomes evidence. */
export interface Part {
  readonly verdict: Evidence['verdict'];
  readonly summary: string;
  /** Whether time alone may change it: `running` while a job works, `settling` for the short time in which a move spreads. */
  readonly pending: 'no' | 'settling' | 'running';
  readonly details: NonNullable<Evidence['details']>;
}
