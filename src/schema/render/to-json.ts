import type { Report } from './report.ts';

/** For machines: a closed set of fields, whatever else a report holds. */
export function toJson({ verdict, findings, perMigration, floor }: Report): string {
  const shown = findings.map(({ code, severity, object, sqlstate, file, line }) => ({ code, severity, object, sqlstate, file, line }));
  return JSON.stringify({ verdict, findings: shown, perMigration, floor });
}
