import { PRESETS, type Preset } from '#domain/preset.ts';
import { PATHS, type Path } from '#machines/paths.ts';
import { RUNBOOKS } from '#machines/runbooks.ts';

/** What each runbook offers in each class, as a Markdown table. */
export function runbookTable(): readonly string[] {
  return [
    '| Runbook | App bug | Schema mistake | Catastrophic |',
    '| --- | --- | --- | --- |',
    ...PRESETS.map((runbook) => `| ${[runbook, ...offered(runbook)].join(' | ')} |`),
  ];
}

function offered(runbook: Preset): readonly string[] {
  const { 'app bug': app, 'schema mistake': schema, catastrophic } = RUNBOOKS[runbook];
  return [app, schema, catastrophic].map((paths: readonly Path[]) => paths.map((path) => PATHS[path].label).join('; '));
}
