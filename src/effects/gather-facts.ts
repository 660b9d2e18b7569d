import { assess } from '#src/evidence/facts/assess.ts';
import { nothingRead } from '#src/evidence/facts/nothing-read.ts';
import { assessmentSettings } from './assessment-settings.ts';
import type { EffectParts } from './parts.ts';
import type { Does } from './does.ts';
import { trackerOf } from './tracker-of.ts';
import { sourceOf } from './source-of.ts';
import { platformOf } from './platform-of.ts';

/** Reads everything that the class depends on. A source that fails is evidence too, so this always has an outcome. */
export function gatherFacts(parts: EffectParts): Does<'gatherFacts'> {
  return {
    leaseMs: 40_000,
    repeat: 'safe',
    onlyReads: true,
    maxAttempts: 3,
    perform: async ({ input }, { signal, now }) => {
      const service = parts.service(input.service);
      const sources = { ...service, deploys: platformOf(service) };
      const assessment = await assess(sources, assessmentSettings(service.config), now(), signal);
      return { kind: 'done', event: { type: 'facts.gathered', ...assessment } };
    },
    onGivenUp: ({ input: { service }, createdAt }, why) => ({
      type: 'facts.gathered',
      ...nothingRead(why, { platform: sourceOf(parts, service, platformOf), errors: sourceOf(parts, service, trackerOf) }, createdAt),
    }),
  };
}
