import type { Finding } from '../finding.ts';
import type { FixStep } from './draft.ts';

type Said = Pick<FixStep, 'statements' | 'locks' | 'removeLater' | 'why'> & Partial<FixStep>;

/** A step that only changes the catalogue: rows stay as they are, and nothing of the old code's data was lost. */
export function makeStep(finding: Finding, said: Said): FixStep {
  return { finding, after: [], rewrites: false, rowsTouched: 'none', dataBack: 'yes', check: null, settledByRunning: [], ...said };
}

export function briefLock(table: string): string {
  return `ACCESS EXCLUSIVE on ${table} for a moment`;
}

export function lockWhileUpdating(table: string): string {
  return `ACCESS EXCLUSIVE on ${table} until the transaction ends, so also while every row is updated`;
}
