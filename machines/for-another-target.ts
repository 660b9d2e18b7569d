import type { EvidenceKind } from '#domain/evidence.ts';
import type { IncidentContext } from './context.ts';

const ABOUT_THE_TARGET: ReadonlySet<string> = new Set<EvidenceKind>([
  'target.available',
  'target.clean',
  'target.answers',
  'schema.fits',
  'fix.proposed',
]);

/** What is left of the findings when another deployment is looked at: nothing that spoke for the one before speaks for this one. */
export function forAnotherTarget({
  evidence,
  answers,
}: Pick<IncidentContext, 'evidence' | 'answers'>): Pick<IncidentContext, 'evidence' | 'answers'> {
  return {
    evidence: Object.fromEntries(Object.entries(evidence).filter(([kind]) => !ABOUT_THE_TARGET.has(kind))),
    answers: { ...answers, schema: answers.schema === 'fits' ? null : answers.schema },
  };
}
