import { diffCatalogues } from '../diff/diff-catalogues.ts';
import type { Finding } from '../finding.ts';
import type { History } from '../migration.ts';
import type { Report, ReportVerdict } from '../render/report.ts';
import type { Span } from './compare-histories.ts';
import { verdictOf } from './verdict-of.ts';
import type { Walked } from './walk-span.ts';

type PerMigration = Report['perMigration'];

/** Each migration with the schema before it as the contract, made worse by what the span found in it. One that no replay can run is unknown. */
export function perMigration(
  live: Extract<History, { kind: 'history' }>,
  { added, opaque }: Span,
  { before, steps }: Walked,
  findings: readonly Finding[],
): PerMigration {
  let last = before;
  const verdicts = new Map<string, ReportVerdict>();
  for (const { migration, catalogue } of steps) {
    verdicts.set(
      migration.name,
      verdictOf([...diffCatalogues(last, catalogue), ...findings.filter(({ file }) => file === migration.file)]),
    );
    last = catalogue;
  }
  const isAdded = new Set(added.map(({ name }) => name));
  return [...live.migrations.map(({ name }) => name), null].flatMap((name, at): PerMigration => {
    const notRun = opaque.filter((one) => one.before === at).map(({ file }) => ({ migration: file, verdict: 'unknown' as const }));
    return name === null || !isAdded.has(name) ? notRun : [...notRun, { migration: name, verdict: verdicts.get(name) ?? 'unknown' }];
  });
}
