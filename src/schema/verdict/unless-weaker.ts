import type { Catalogue } from '../catalogue/catalogue.ts';
import { isWeakerSuccessor } from '../diff/compare-uniques.ts';
import { qualified } from '../diff/named.ts';
import { pairTables } from '../diff/table-pair.ts';
import type { Finding } from '../finding.ts';

/** A key in the place of a stricter one refuses no row that was taken before: it breaks only what was seen to fail. */
export function unlessWeaker(findings: readonly Finding[], before: Catalogue, live: Catalogue): Finding[] {
  return findings.map((finding) => {
    const isOpen = finding.severity === 'data' && finding.failing === null;
    if (!isOpen || !/^(?:UNIQUE|PRIMARY_KEY)_ADDED$/u.test(finding.code)) return finding;
    const old = before.relations.find((relation) => finding.object.startsWith(`${qualified(relation)}/`));
    const now = old && live.relations.find((relation) => qualified(relation) === qualified(old));
    const unique = now?.uniques.find(({ name }) => finding.object === `${qualified(now)}/${name}`);
    if (!old || !now || !unique || !isWeakerSuccessor(pairTables(old, now), unique)) return finding;
    const message = `${finding.message.replace(/:[^:]*$/u, '')}: it refuses no row that was accepted before, but code that handled a conflict on the old key must handle this one too.`;
    return { ...finding, severity: 'conditional', message };
  });
}
