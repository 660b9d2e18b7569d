import type { IncidentContext } from './context.ts';

/** How the incident ended, in the words of the certificate. What was not proved is never called recovered. */
export function outcomeOf(context: IncidentContext): string {
  if (context.environment === 'development') return 'recreate the database';
  if (context.class === 'not live yet' || context.class === 'not the deploy') return context.class;
  if (context.recovery?.verdict === 'recovered') return 'recovered';
  if (context.recovery !== null) return 'accepted without proof';
  return 'closed';
}
