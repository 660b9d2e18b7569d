import type { Evidence } from '#domain/evidence.ts';
import type { Plan } from '#domain/plan.ts';
import { judgeWayBack } from './judge-way-back.ts';
import type { EffectParts } from './parts.ts';
import type { Does } from './does.ts';

/** Tells the verdict on the schema where it was not in when the other facts were. */
export function judgeSchema(parts: EffectParts): Does<'judgeSchema'> {
  return {
    leaseMs: 120_000,
    repeat: 'safe',
    onlyReads: true,
    maxAttempts: 2,
    perform: async ({ input: { service, plan } }, { signal, now }) => ({
      kind: 'done',
      event: judged(plan, await judgeWayBack(parts.service(service), plan, now(), signal)),
    }),
    onGivenUp: ({ input: { plan }, createdAt }, why) =>
      judged(plan, {
        kind: 'schema.fits',
        source: 'git',
        verdict: 'unavailable',
        summary: `The schema could not be judged. ${why}`,
        observedAt: createdAt,
      }),
  };
}

/** It is about one target: by the time it is told another one may have been chosen. */
function judged({ target }: Plan, evidence: Evidence) {
  return { type: 'schema.judged' as const, target: target?.id ?? null, evidence: [evidence] };
}
