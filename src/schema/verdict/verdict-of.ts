import { label, type Label } from '../diff/label.ts';
import type { Finding } from '../finding.ts';
import type { ReportVerdict } from '../render/report.ts';

const VERDICTS: Record<Label, ReportVerdict> = { safe: 'safe', caveat: 'safe with data caveat', unsafe: 'unsafe', unknown: 'unknown' };

export function verdictOf(findings: readonly Finding[]): ReportVerdict {
  return VERDICTS[label(findings)];
}
