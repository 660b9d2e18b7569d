import { globSync, readFileSync } from 'node:fs';
import type { Source } from '#src/runbook/sentences.ts';

/** The files whose words people read: of the product itself, and neither of its tests nor of the demo. */
export function spokenSources(): Source[] {
  return globSync(['machines/*.ts', 'src/**/*.ts'])
    .toSorted()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
