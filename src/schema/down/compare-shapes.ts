import type { Catalogue } from '../catalogue/catalogue.ts';
import { diffCatalogues } from '../diff/diff-catalogues.ts';
import type { Finding } from '../finding.ts';
import type { DownCheck } from './down-verdict.ts';

/** A way back makes dropped things anew: that loses their data, which no script can help, and leaves the right shape. */
const MADE_ANEW = new Set<Finding['code']>(['TABLE_RECREATED', 'COLUMN_RECREATED']);

export interface Comparison {
  readonly verdict: DownCheck['verdict'];
  /** One sentence about the worst that is left. */
  readonly worst: string | null;
  readonly findings: readonly Finding[];
  /** Made anew, so that what was in it is gone. */
  readonly emptied: readonly string[];
}

/** Whether a schema is again what it was: nothing lost, and nothing left over. */
export function compareShapes(wanted: Catalogue, found: Catalogue): Comparison {
  const lost = diffCatalogues(wanted, found).filter(({ severity }) => severity !== 'note');
  const findings = lost.filter(({ code }) => !MADE_ANEW.has(code));
  const more = diffCatalogues(found, wanted).find(({ code, severity }) => severity !== 'note' && !MADE_ANEW.has(code));
  const bad = findings.find(({ severity }) => severity === 'hard' || severity === 'data');
  const unknown = findings.find(({ severity }) => severity === 'unknown');
  const [less] = findings;
  return {
    verdict: bad ? 'failed' : unknown ? 'cannot tell' : less || more ? 'differs' : 'passed',
    worst: (bad ?? unknown ?? less)?.message ?? (more ? `${more.object} is left over from the migration.` : null),
    findings,
    emptied: lost.filter(({ code }) => MADE_ANEW.has(code)).map(({ object }) => object),
  };
}
