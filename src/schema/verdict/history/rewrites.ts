import type { Catalogue, Relation } from '../../catalogue/catalogue.ts';
import { found } from '../../diff/found.ts';
import { qualified } from '../../diff/named.ts';
import type { Finding } from '../../finding.ts';
import type { Migration } from '../../migration.ts';
import type { Parsed, Write } from '../../parse/parsed.ts';

/** Rows that the old code knows and the migration changed or deleted: no comparison of schemas shows it. Filling what is new changes nothing for it. */
export function rewriteFindings({ file, up }: Migration, parsed: Parsed | null, before: Catalogue): Finding[] {
  if (parsed?.kind !== 'parsed') return [];
  const findings = parsed.statements.flatMap(({ writes, line }) =>
    writes.flatMap((write) => rewrite(write, before)).map((finding) => Object.assign(finding, { file, line: up.firstLine + line - 1 })),
  );
  return [...new Map(findings.map((finding) => [`${finding.code} ${finding.object}`, finding])).values()];
}

function rewrite({ how, table, columns }: Write, before: Catalogue): Finding[] {
  const known = before.relations.find((relation) => isNamed(relation, table));
  if (known === undefined || how === 'insert') return [];
  const object = qualified(known);
  if (how !== 'update') return [found('DATA_REWRITE', object, `Rows of ${object} are deleted that the old code may look for.`)];
  return columns
    .filter((column) => known.columns.some(({ name }) => name === column))
    .map((column) =>
      found('DATA_REWRITE', `${object}.${column}`, `Values of ${object}.${column} are changed that the old code may look for.`),
    );
}

/** Where no schema is written, any that has such a table. */
function isNamed(relation: Relation, written: string): boolean {
  return written === relation.name || written === qualified(relation);
}
