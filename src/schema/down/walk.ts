import type { Catalogue } from '../catalogue/catalogue.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import type { Finding } from '../finding.ts';
import type { Script, Tool } from '../migration.ts';
import { applyScript } from '../replay/apply-script.ts';
import type { Scratch } from '../scratch.ts';
import type { DownCheck, DownCheckName } from './down-verdict.ts';

/** One scratch database on its way up and down. After every check that holds it has the schema before the migrations again. */
export interface Walk {
  readonly scratch: Scratch;
  readonly tool: Tool;
  readonly ups: readonly Script[];
  readonly downs: readonly Script[];
  before: Catalogue | null;
  live: Catalogue | null;
  findings: readonly Finding[];
}

/** Null where every script ran whole; else what becomes of the check because of it. */
export async function applyAll(
  { scratch, tool }: Walk,
  scripts: readonly Script[],
  check: DownCheckName,
  onFailure: { readonly verdict: 'failed' | 'cannot tell'; readonly what: string },
): Promise<DownCheck | null> {
  for (const script of scripts) {
    const { outcome } = await applyScript(scratch, script, { tool, ask: [] });
    if (outcome.kind === 'lost') return lost(check, outcome.why);
    if (outcome.kind === 'partly applied') {
      const [failure] = outcome.failures;
      const code = failure?.sqlstate == null ? '' : `${failure.sqlstate} `;
      const sentence = `${onFailure.what}: ${script.file}, line ${failure?.line}: ${code}${failure?.message}.`;
      return { check, verdict: onFailure.verdict, sentence };
    }
  }
  return null;
}

/** The catalogue as it is now, or what becomes of the check because it could not be read. */
export async function look({ scratch }: Walk, check: DownCheckName): Promise<{ catalogue: Catalogue } | DownCheck> {
  const read = await readCatalogue(scratch);
  return read.kind === 'read' ? read : { check, verdict: 'cannot tell', sentence: read.why };
}

export function lost(check: DownCheckName, why: string): DownCheck {
  return { check, verdict: 'cannot tell', sentence: `The scratch database was lost, so this is not known: ${why}` };
}
