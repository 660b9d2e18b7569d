import type { IncidentContext } from './context.ts';
import type { IncidentEvent } from './events.ts';

interface About {
  readonly context: IncidentContext;
  readonly event: Extract<IncidentEvent, { type: 'schema.judged' }>;
}

/** Asks for the verdict on the schema that was not in when everything else was. */
export const judgeSchema = {
  type: 'judgeSchema' as const,
  params: ({ context }: Pick<About, 'context'>) => ({ service: context.service, plan: context.plan }),
};

/** A verdict that came late is kept and told, and everything that rests on it is weighed anew. */
export const keepJudged = [
  { type: 'keepEvidence', params: ({ event }: About) => ({ evidence: event.evidence }) },
  { type: 'say', params: ({ event }: About) => ({ what: 'assessment' as const, evidence: event.evidence }) },
] as const;

/** Where nothing rests on it any more. One about another target counts for nothing. */
export const keptAndTold = [{ guard: 'itIsAboutTheTarget', actions: [...keepJudged] }, {}] as const;
