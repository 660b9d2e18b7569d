import type { Evidence } from '#domain/evidence.ts';
import type { Plan } from '#domain/plan.ts';
import { inGoodTime } from '#src/evidence/facts/in-good-time.ts';
import { lookAtTarget } from '#src/evidence/facts/look-at-target.ts';
import { assessmentSettings } from './assessment-settings.ts';
import { judgeWayBack } from './judge-way-back.ts';
import type { EffectParts } from './parts.ts';
import type { Does } from './does.ts';
import { platformOf } from './platform-of.ts';

/** Looks at another target that a person chose. One that is not in the plan any more leaves the plan as it was. */
export function assessTarget(parts: EffectParts): Does<'assessTarget'> {
  return {
    leaseMs: 40_000,
    repeat: 'safe',
    onlyReads: true,
    maxAttempts: 3,
    perform: async ({ input }, { signal, now }) => {
      const service = parts.service(input.service);
      const plan = choose(input.plan, input.target);
      const looking = lookAtTarget({ deploys: platformOf(service) }, assessmentSettings(service.config), plan, now(), signal);
      const [{ evidence, domains }, { evidence: fits, late }] = await Promise.all([
        looking,
        inGoodTime(judgeWayBack(service, plan, now(), signal), looking, now()),
      ]);
      return {
        kind: 'done',
        event: { type: 'target.assessed', plan: { ...plan, domains }, evidence: [fits, ...evidence], schemaIsLate: late },
      };
    },
    onGivenUp: ({ input, createdAt }, why) => {
      const unavailable: Evidence = {
        kind: 'target.answers',
        source: 'app',
        verdict: 'unavailable',
        summary: `The target could not be looked at. ${why}`,
        observedAt: createdAt,
      };
      return { type: 'target.assessed', plan: { ...choose(input.plan, input.target), domains: [] }, evidence: [unavailable] };
    },
  };
}

function choose(plan: Plan, id: string): Plan {
  const known = plan.target === null ? plan.otherTargets : [plan.target, ...plan.otherTargets];
  const target = known.find((deployment) => deployment.id === id) ?? plan.target;
  return { ...plan, target, otherTargets: known.filter((deployment) => deployment.id !== target?.id) };
}
