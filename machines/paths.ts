import type { IncidentContext } from './context.ts';

/** Every way to recover, each inside one class. */
export type Path =
  | 're-point'
  | 'revert and roll forward'
  | 'new generation'
  | 'forward-fix'
  | 'compatible re-point'
  | 'rollback.sql'
  | 'stop a stuck migration'
  | 'staging branch restore'
  | 'disaster recovery';

/** The paths that the incident's class offers now, the safest first. */
export function openPaths(context: Pick<IncidentContext, 'environment' | 'class' | 'plan'>): readonly Path[] {
  if (context.environment === 'staging') return ['forward-fix', 'staging branch restore'];
  const thereIsATarget = context.plan.target !== null;
  if (context.class === 'app bug') {
    return [...(thereIsATarget ? (['re-point'] as const) : []), 'revert and roll forward', 'new generation'];
  }
  if (context.class === 'schema mistake') {
    return ['forward-fix', ...(thereIsATarget ? (['compatible re-point'] as const) : []), 'rollback.sql', 'stop a stuck migration'];
  }
  return context.class === 'catastrophic' ? ['disaster recovery'] : [];
}
