import type { IncidentEvent } from './events.ts';
import type { Saying } from './effects.ts';

export const sayAutoAssignment = {
  type: 'say' as const,
  params: ({ event }: { event: IncidentEvent }): Saying => ({
    what: 'auto-assignment',
    evidence: event.type === 'autoAssignment.observed' ? event.evidence : [],
  }),
};
