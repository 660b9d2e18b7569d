import type { Finding } from '../finding.ts';

export type Label = 'safe' | 'caveat' | 'unsafe' | 'unknown';

/** Without a live database to count in: what breaks for some data counts as broken. */
export function label(findings: readonly Finding[]): Label {
  const has = (...severities: Finding['severity'][]) => findings.some((finding) => severities.includes(finding.severity));
  if (has('hard', 'data')) return 'unsafe';
  if (has('unknown')) return 'unknown';
  return has('conditional') ? 'caveat' : 'safe';
}
