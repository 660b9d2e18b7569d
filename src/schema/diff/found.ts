import type { Finding, FindingCode } from '../finding.ts';
import { FACTS } from './facts.ts';

type Unusual = Partial<Pick<Finding, 'severity' | 'sqlstate'>>;

export function found(code: FindingCode, object: string, message: string, unusual: Unusual = {}): Finding {
  const finding = { code, ...FACTS[code], object, file: null, line: null, message, failing: null, ...unusual };
  return finding.severity === 'note' ? { ...finding, sqlstate: null } : finding;
}
