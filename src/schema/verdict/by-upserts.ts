import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Code } from '../code/code.ts';
import { qualified } from '../diff/named.ts';
import type { Finding } from '../finding.ts';

/** Says of a key that is gone where the code upserts on it, or that it nowhere does. */
export function byUpserts(findings: readonly Finding[], before: Catalogue, code: Code): Finding[] {
  return findings.map((finding) => {
    const table = before.relations.find((relation) => finding.object.startsWith(`${qualified(relation)}/`));
    const unique = table?.uniques.find(({ name }) => `${qualified(table)}/${name}` === finding.object);
    if (finding.code !== 'UNIQUE_DROPPED' || finding.sqlstate === null || !table || !unique) return finding;
    const said = code.upsertOn(table, unique);
    if (said.kind === 'in') return { ...finding, usedBy: said.file };
    const isOpen = said.kind === 'nowhere' && finding.severity === 'conditional';
    return isOpen ? { ...finding, message: `${finding.message} No upsert on it was found in the code to go back to.` } : finding;
  });
}
