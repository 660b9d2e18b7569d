import type { Contract } from '../contract/contract.ts';
import { usedBy } from '../contract/used-by.ts';
import type { Finding } from '../finding.ts';

/** What the old code does not name is at most a caveat: other code may, and the report keeps it. */
export function byUsage(findings: readonly Finding[], contract: Contract): Finding[] {
  return findings.map((finding) => {
    const breaks = finding.severity === 'hard' || finding.severity === 'data';
    if (!breaks || usedBy(finding, contract) !== 'not referenced') return finding;
    const message = `${finding.message} The code to go back to does not name it (${contract.files[0] ?? contract.source}).`;
    return { ...finding, severity: 'conditional', message };
  });
}
