import type { Json } from './json.ts';

/**
 * "We looked and it is so", "we looked and it is not", "we looked and cannot tell" and "we could not look"
 * never share a word. A verdict is about the claim that the kind of evidence names.
 */
export type Verdict = 'supports' | 'contradicts' | 'inconclusive' | 'unavailable';

/** Each kind names one claim; the comment is the claim that `supports` supports. */
export type EvidenceKind =
  /** The suspected deployment serves every production domain. */
  | 'deploy.serving'
  /** There is an eligible deployment to go back to. */
  | 'target.available'
  /** The errors began with this deploy. */
  | 'errors.began'
  /** The target did not have these errors while it served. */
  | 'target.clean'
  /** The target's code runs on today's schema. */
  | 'schema.fits'
  /** The drafted forward-fix is proposed for review. */
  | 'fix.proposed'
  /** The target's own URL answers on today's database, failing routes included. */
  | 'target.answers'
  /** No migration is running or stuck on the database. */
  | 'database.free'
  /** The changes that going back takes away are known. */
  | 'code.undone'
  /** Data is intact and the database answers. */
  | 'data.intact'
  /** The provider says that the job that we started succeeded. */
  | 'swap.job'
  /** Every production domain's alias reads back the target. */
  | 'swap.domains'
  /** The app itself, asked on the production domain, answers with the target's identity. */
  | 'swap.app'
  /** Shown because the runbook asks for it; proves nothing about which deployment serves. */
  | 'swap.request-id'
  /** Production domains are assigned to new builds as they were before the incident. */
  | 'auto-assignment'
  /** The error rate is back at its baseline. */
  | 'recovery';

/** One observed fact with its source, its time and a verdict. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** Where it was read: the name of a vendor, `app`, `git`, `database`, `person`; `config` where nothing is configured to read it from. */
  readonly source: string;
  readonly verdict: Verdict;
  /** One plain sentence. Every number carries its unit and its window. Untrusted text: escape before showing. */
  readonly summary: string;
  /** Milliseconds since the epoch. */
  readonly observedAt: number;
  /** Where a person can look at it, `http` or `https`. Untrusted. */
  readonly link?: string;
  /** The numbers behind the sentence, for the certificate. */
  readonly details?: Json;
}
