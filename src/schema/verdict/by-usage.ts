import type { Contract } from '../contract/contract.ts';
import { usedBy } from '../contract/used-by.ts';
import type { Finding } from '../finding.ts';

/** Says where the old code names what is found. What it does not name is at most a caveat: other code may, and the report keeps it. */
export function byUsage(findings: readonly Finding[], contract: Contract): Finding[] {
  return findings.map((finding) => {
    const usage = usedBy(finding, contract);
    const file = finding.usedBy ?? contract.objects?.get(finding.object) ?? contract.files[0];
    if (usage === 'used' && file !== undefined) return { ...finding, usedBy: file };
    const breaks = finding.severity === 'hard' || finding.severity === 'data';
    if (breaks && usage === 'not readable') {
      const message = `${finding.message} Whether the code to go back to uses it cannot be told. ${contract.gaps[0] ?? ''}`;
      return { ...finding, severity: 'unknown', message };
    }
    if (!breaks || usage !== 'not referenced') return finding;
    const message = `${finding.message} The code to go back to does not name it (${contract.files[0] ?? contract.source}).`;
    return { ...finding, severity: 'conditional', message };
  });
}
