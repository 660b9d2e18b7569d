import type { Evidence } from '#domain/evidence.ts';
import { proveSwap } from '#src/evidence/swap/prove-swap.ts';
import { DEFAULT_SAMPLING } from '#src/evidence/swap/question.ts';
import type { EffectParts } from './parts.ts';
import type { Does } from './does.ts';
import { platformOf } from './platform-of.ts';
import { sourceOf } from './source-of.ts';

/** Has production moved? Reads the job, every domain and the app itself, from scratch. */
export function observeSwap(parts: EffectParts): Does<'observeSwap'> {
  return {
    leaseMs: 60_000,
    repeat: 'safe',
    onlyReads: true,
    isRoutine: true,
    maxAttempts: 3,
    perform: async ({ input: { move, service } }, { signal, now }) => {
      const one = parts.service(service);
      const { config } = one;
      const { samples, propagationMs } = DEFAULT_SAMPLING;
      const spacingMs = Math.min(DEFAULT_SAMPLING.spacingMs, Math.floor(config.verification.pollMs / 15));
      const deadline = AbortSignal.timeout(samples * spacingMs + 2 * config.factTimeoutMs);
      const proof = await proveSwap(
        platformOf(one),
        {
          move: { gesture: move.gesture, to: move.target.id, reason: move.reason },
          startedAt: move.confirmedAt,
          targetCommit: move.target.commit,
          leavingCommit: move.expectedLive?.commit ?? null,
          app: { url: config.app.url, identityPath: config.app.identity },
          samples,
          spacingMs,
          // Propagation begins when the request was taken, which may be long after the confirmation that the job is known by.
          propagationMs: propagationMs + (move.acceptedAt ?? move.confirmedAt) - move.confirmedAt,
        },
        now(),
        AbortSignal.any([signal, deadline]),
      );
      return { kind: 'done', event: { type: 'swap.observed', swap: proof.verdict, evidence: proof.evidence, why: proof.sentence } };
    },
    onGivenUp: ({ input: { service }, createdAt }, why) => {
      const summary = `The domains were not read back. ${why}`;
      const source = sourceOf(parts, service, platformOf);
      const evidence: Evidence = { kind: 'swap.domains', source, verdict: 'unavailable', summary, observedAt: createdAt };
      return { type: 'swap.observed', swap: 'cannot look', evidence: [evidence], why: `Cannot look: ${summary}` };
    },
  };
}
