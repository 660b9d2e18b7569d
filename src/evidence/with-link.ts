import type { Evidence } from '#domain/evidence.ts';
import type { Culprit } from '#domain/plan.ts';

/** What is about the errors leads to the tracker's own page of the one that the deploy brought, where it is known. */
export function withLink(evidence: Evidence, culprit: Culprit | null): Evidence {
  return culprit === null ? evidence : { ...evidence, link: culprit.permalink };
}
