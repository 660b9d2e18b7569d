import type { Plan } from '#domain/plan.ts';
import { lookAtTarget } from '#src/evidence/facts/look-at-target.ts';
import type { Performer } from '#src/engine/performer.ts';
import { assessmentSettings } from './assessment-settings.ts';
import type { EffectParts } from './parts.ts';

/** Looks at another target that a person chose. One that is not in the plan any more leaves the plan as it was. */
export function assessTarget(parts: EffectParts): Performer<{ service: string; plan: Plan; target: string }> {
  return {
    leaseMs: 60_000,
    repeat: 'safe',
    perform: async ({ input: { service: name, plan, target: id } }, { signal, now }) => {
      const service = parts.service(name);
      const known = plan.target === null ? plan.otherTargets : [plan.target, ...plan.otherTargets];
      const target = known.find((deployment) => deployment.id === id) ?? plan.target;
      const looked = await lookAtTarget(service, assessmentSettings(service.config), { suspect: plan.suspect, target }, now(), signal);
      const changed: Plan = {
        ...plan,
        target,
        otherTargets: known.filter((deployment) => deployment.id !== target?.id),
        domains: looked.domains,
      };
      return { kind: 'done', event: { type: 'target.assessed', plan: changed, evidence: looked.evidence } };
    },
  };
}
