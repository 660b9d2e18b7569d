import { assess } from '#src/evidence/facts/assess.ts';
import { nothingRead } from '#src/evidence/facts/nothing-read.ts';
import { assessmentSettings } from './assessment-settings.ts';
import type { EffectParts } from './parts.ts';
import type { Does } from './does.ts';

/** Reads everything that the class depends on. A source that fails is evidence too, so this always has an outcome. */
export function gatherFacts(parts: EffectParts): Does<'gatherFacts'> {
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
