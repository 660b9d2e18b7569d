import { schemaDetails, type SchemaDetails } from '#domain/schema-details.ts';
import type { IncidentContext } from './context.ts';
import type { IncidentEvent } from './events.ts';

/** The step in which a person takes the draft as the fix. Stored with every incident. */
export const REVIEW_FIX = 'Read the drafted forward-fix';

/** Asks for the drafted fix to be shown and proposed. The guard has found one. */
export const proposeFix = {
  type: 'proposeFix' as const,
  params: ({ context }: { context: IncidentContext }) => {
    const { from, to } = known(context);
    const { incident, service, mode, plan } = context;
    return { incident, service, mode, target: plan.target?.id ?? null, from, to };
  },
};

export const sayFix = {
  type: 'say' as const,
  params: ({ event }: { event: Extract<IncidentEvent, { type: 'fix.proposed' }> }) => ({
    what: 'fix drafted' as const,
    draft: event.draft,
    evidence: event.evidence,
  }),
};

/** Why nothing was drafted, and what a person must write. */
export const sayNoFix = {
  type: 'say' as const,
  params: ({ context }: { context: IncidentContext }) => ({ what: 'no fix drafted' as const, details: known(context) }),
};

function known({ evidence }: IncidentContext): SchemaDetails {
  const details = schemaDetails(evidence['schema.fits']);
  if (details === null) throw new Error('The schema is judged before a fix of it is spoken of.');
  return details;
}
