import type { Finding, Severity } from '../finding.ts';

export type ReportVerdict = 'safe' | 'safe with data caveat' | 'unsafe' | 'unknown';

/** What is known about going back to one commit, ready to be shown. */
export interface Report {
  readonly verdict: ReportVerdict;
  readonly findings: readonly Finding[];
  /** The migrations between the commit and the live schema, in order. */
  readonly perMigration: readonly { readonly migration: string; readonly verdict: ReportVerdict }[];
  /** The oldest deploy that is still safe and the migration that ends it; null where it was not computed. */
  readonly floor: { readonly deploy: string; readonly endedBy: string | null } | null;
}

const ORDER: readonly Severity[] = ['hard', 'data', 'unknown', 'conditional', 'note'];

/** Worst first; a finding that was proven by a failing statement before others of its severity. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const rank = (finding: Finding): number => ORDER.indexOf(finding.severity) * 2 + (finding.failing ? 0 : 1);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

/** Where it was done, as people click on it: `drizzle/0003_contract.sql:2`. */
export function placeOf({ file, line }: Finding, folder: string): string | null {
  if (file === null) return null;
  return line === null ? pathOf(file, folder) : `${pathOf(file, folder)}:${line}`;
}

/** Findings name files from the migrations folder; readers look for them from the top of the repository. */
export function pathOf(file: string, folder: string): string {
  return [...folder.split('/'), file].filter((part) => part !== '' && part !== '.').join('/');
}
