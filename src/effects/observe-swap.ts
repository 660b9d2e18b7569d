import type { MoveRequest } from '#machines/effects.ts';
import type { Performer } from '#src/engine/performer.ts';
import { proveSwap } from '#src/evidence/swap/prove-swap.ts';
import { DEFAULT_SAMPLING } from '#src/evidence/swap/question.ts';
import type { EffectParts } from './parts.ts';

/** Has production moved? Reads the job, every domain and the app itself, from scratch. */
export function observeSwap(parts: EffectParts): Performer<MoveRequest> {
  return {
    leaseMs: 60_000,
    repeat: 'safe',
    perform: async ({ input: { move, service } }, { signal, now }) => {
      const { deploys, config } = parts.service(service);
      const proof = await proveSwap(
        deploys,
        {
          move: { gesture: move.gesture, to: move.target.id, reason: move.reason },
          startedAt: move.confirmedAt,
          targetCommit: move.target.commit,
          leavingCommit: move.expectedLive?.commit ?? null,
          app: { url: config.app.url, identityPath: config.app.identity },
          ...DEFAULT_SAMPLING,
          spacingMs: Math.min(DEFAULT_SAMPLING.spacingMs, config.verification.pollMs / 15),
        },
        now(),
        signal,
      );
      return { kind: 'done', event: { type: 'swap.observed', swap: proof.verdict, evidence: proof.evidence, why: proof.sentence } };
    },
  };
}
