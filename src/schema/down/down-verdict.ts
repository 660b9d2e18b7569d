import type { Finding } from '../finding.ts';

export type DownCheckName = 'text' | 'prior schema' | 'redo' | 'rows of the old code' | 'rows of the live code';

/** `differs`: it ran, and what it leaves is not quite what was there before, though old code runs on it. */
export type DownCheckVerdict = 'passed' | 'differs' | 'failed' | 'cannot tell';

export interface DownCheck {
  readonly check: DownCheckName;
  readonly verdict: DownCheckVerdict;
  /** One sentence. May quote names from the schema: untrusted text. */
  readonly sentence: string;
}

/** Whether a way back written by hand may be offered to people. Only `verified` and `differs` may; the others say why not. */
export interface DownVerdict {
  readonly verdict: 'verified' | 'differs' | 'wrong' | 'cannot tell';
  readonly checks: readonly DownCheck[];
  /** How the schema that it leaves differs from the one before. */
  readonly findings: readonly Finding[];
}

export const DOWN_CHECKS: readonly DownCheckName[] = ['text', 'prior schema', 'redo', 'rows of the old code', 'rows of the live code'];

/** Every check by name: one that is missing was not made, and counts as `cannot tell`. */
export function concludeDown(checks: readonly DownCheck[], findings: readonly Finding[]): DownVerdict {
  const all = DOWN_CHECKS.map(
    (name): DownCheck =>
      checks.find(({ check }) => check === name) ?? {
        check: name,
        verdict: 'cannot tell',
        sentence: 'Not looked at, because an earlier check stopped.',
      },
  );
  const has = (verdict: DownCheckVerdict): boolean => all.some((check) => check.verdict === verdict);
  const verdict = has('failed') ? 'wrong' : has('cannot tell') ? 'cannot tell' : has('differs') ? 'differs' : 'verified';
  return { verdict, checks: all, findings };
}
