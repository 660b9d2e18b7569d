import type { Catalogue, Relation } from '../catalogue/catalogue.ts';
import { qualified } from '../diff/named.ts';
import { found } from '../diff/found.ts';
import type { Finding } from '../finding.ts';
import type { Script } from '../migration.ts';
import type { Parsed, Write } from '../parse/parsed.ts';

/**
 * Rows that a migration changes in tables and columns that the old code knows. No catalogue shows them: the values that the old code reads are
 * others than it wrote, or are gone. Filling a column that is new is neither.
 *
 * @param before the schema that the old code was written for
 */
export function dataFindings(script: Script, parsed: Parsed | null, before: Catalogue): Finding[] {
  if (parsed?.kind !== 'parsed') return [];
  return [...inBulk(script), ...rewritten(script, parsed, before)];
}

/** From so many bytes on a migration is mostly rows. */
const BULK = 4_000_000;

function inBulk({ file, firstLine, sql }: Script): Finding[] {
  const bytes = Buffer.byteLength(sql);
  if (bytes < BULK) return [];
  const message = `It has ${(bytes / 1e6).toFixed(1)} MB. How long it ran on the live database, and what waited for it, was not looked at.`;
  return [{ ...found('OPAQUE', file, message, { severity: 'conditional' }), file, line: firstLine }];
}

function rewritten(script: Script, parsed: Extract<Parsed, { kind: 'parsed' }>, before: Catalogue): Finding[] {
  return parsed.statements.flatMap(({ writes, line }) =>
    writes.flatMap((write) => {
      const table = tableOf(write, before);
      const finding = table === undefined ? null : findingOf(write, table);
      return finding === null ? [] : [{ ...finding, file: script.file, line: script.firstLine + line - 1 }];
    }),
  );
}

function findingOf({ how, columns }: Write, table: Relation): Finding | null {
  const name = qualified(table);
  if (how === 'truncate') return found('DATA_DESTROYED', name, `All rows of ${name} were removed.`);
  if (how === 'delete') return found('DATA_DESTROYED', name, `Rows of ${name} were deleted.`);
  if (how === 'insert') return null;
  const known = columns.filter((column) => table.columns.some((candidate) => candidate.name === column));
  return known.length === 0
    ? null
    : found('DATA_REWRITE', name, `Values in ${known.map((column) => `${name}.${column}`).join(', ')} were changed.`);
}

/** A name without its schema may mean any table of that name: the first is enough to tell it. */
function tableOf({ table }: Write, { relations }: Catalogue): Relation | undefined {
  return relations.find((relation) => table === relation.name || table === qualified(relation));
}
