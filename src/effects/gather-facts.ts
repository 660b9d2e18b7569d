import { assess } from '#src/evidence/facts/assess.ts';
import { nothingRead } from '#src/evidence/facts/nothing-read.ts';
import type { Performer } from '#src/engine/performer.ts';
import { assessmentSettings } from './assessment-settings.ts';
import type { EffectParts } from './parts.ts';

/** Reads everything that the class depends on. A source that fails is evidence too, so this always has an outcome. */
export function gatherFacts(parts: EffectParts): Performer<{ service: string }> {
  return {
    leaseMs: 40_000,
    repeat: 'safe',
    onlyReads: true,
    maxAttempts: 3,
    perform: async ({ input }, { signal, now }) => {
      const service = parts.service(input.service);
      const assessment = await assess(service, assessmentSettings(service.config), now(), signal);
      return { kind: 'done', event: { type: 'facts.gathered', ...assessment } };
    },
    onGivenUp: ({ createdAt }, why) => ({ type: 'facts.gathered', ...nothingRead(why, createdAt) }),
  };
}
