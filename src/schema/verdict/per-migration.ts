import { diffCatalogues } from '../diff/diff-catalogues.ts';
import type { Finding } from '../finding.ts';
import type { History, Opaque } from '../migration.ts';
import type { Report, ReportVerdict } from '../render/report.ts';
import type { Span } from './compare-histories.ts';
import { verdictOf } from './verdict-of.ts';
import type { Walked } from './walk-span.ts';

type Line = Report['perMigration'][number];

/** Each migration with the schema before it as the contract, made worse by what the span found in it. One that no replay can run is unknown. */
export function perMigration(
  live: Extract<History, { kind: 'history' }>,
  { added, opaque }: Span,
  { before, steps }: Walked,
  findings: readonly Finding[],
): Line[] {
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
  const all = live.migrations.flatMap(({ name }, at) => {
    const own = isAdded.has(name) ? [{ migration: name, verdict: verdicts.get(name) ?? 'unknown' }] : [];
    return notRunBefore(at, opaque).concat(own);
  });
  return all.concat(notRunBefore(live.migrations.length, opaque));
}

function notRunBefore(at: number, opaque: readonly Opaque[]): Line[] {
  return opaque.filter(({ before }) => before === at).map(({ file }) => ({ migration: file, verdict: 'unknown' }));
}
