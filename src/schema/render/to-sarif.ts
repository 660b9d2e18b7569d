import type { Finding, Severity } from '../finding.ts';
import { pathOf } from './report.ts';

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = {
  hard: 'error',
  data: 'error',
  unknown: 'error',
  conditional: 'warning',
  note: 'note',
};

/**
 * SARIF 2.1.0, as code scanning reads it (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
 *
 * @param folder of the migrations, from the top of the repository
 */
export function toSarif(findings: readonly Finding[], folder: string, version: string): string {
  const codes = [...new Set(findings.map(({ code }) => code))].toSorted();
  const rules = codes.map((code) => ({ id: code, shortDescription: { text: code.toLowerCase().replaceAll('_', ' ') } }));
  const results = findings.map((finding) => ({
    ruleId: finding.code,
    ruleIndex: codes.indexOf(finding.code),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [{ ...physicalLocation(finding, folder), logicalLocations: [{ fullyQualifiedName: finding.object }] }],
    properties: { severity: finding.severity, sqlstate: finding.sqlstate },
  }));
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'switchback', version, rules } }, columnKind: 'utf16CodeUnits', results }],
  });
}

function physicalLocation({ file, line }: Finding, folder: string): object {
  if (file === null) return {};
  const uri = pathOf(file, folder).split('/').map(encodeURIComponent).join('/');
  return { physicalLocation: { artifactLocation: { uri }, ...(line !== null && { region: { startLine: line } }) } };
}
