import type { Contract } from '../contract/contract.ts';
import { printedType, qualified } from '../diff/named.ts';
import type { Finding } from '../finding.ts';
import { usedBy } from '../contract/used-by.ts';
import type { Step, Walked } from './walk-span.ts';

/**
 * A label that is new is only a possibility until a row holds it: where the migrations write it into rows themselves, old code meets it at once. Prisma's
 * client ends a whole query over one row whose label it does not know (https://github.com/prisma/prisma/issues/24288).
 */
export function withWrittenLabels(findings: readonly Finding[], walked: Walked, contract: Contract): Finding[] {
  return findings.map((finding) => {
    if (finding.code !== 'ENUM_LABEL_ADDED') return finding;
    const place = writtenAt(finding, walked);
    if (place === null) return finding;
    const message = `${finding.message} ${place.file}, line ${place.line}, writes '${place.label}' into ${place.table}.`;
    const isClosed = contract.source === 'prisma schema' && usedBy(finding, contract) === 'used';
    if (!isClosed) return { ...finding, message };
    return { ...finding, severity: 'data', message: `${message} Prisma's client fails on every query that reads such a row.` };
  });
}

interface Written {
  readonly file: string;
  readonly line: number;
  readonly label: string;
  readonly table: string;
}

function writtenAt({ object }: Finding, { before, live, steps }: Walked): Written | null {
  const old = before.enums.find((type) => qualified(type) === object);
  const now = live.enums.find((type) => qualified(type) === object);
  if (old === undefined || now === undefined) return null;
  const added = now.labels.filter((label) => !old.labels.includes(label));
  const type = printedType(now);
  const tables = live.relations.filter(({ columns }) => columns.some((column) => column.type === type || column.type === `${type}[]`));
  for (const step of steps) {
    const found = writtenBy(
      step,
      added,
      new Map(
        tables.flatMap((table) => [
          [table.name, qualified(table)],
          [qualified(table), qualified(table)],
        ]),
      ),
    );
    if (found !== null) return found;
  }
  return null;
}

function writtenBy(
  { migration: { file, up }, parsed }: Step,
  labels: readonly string[],
  tables: ReadonlyMap<string, string>,
): Written | null {
  for (const { start, end, line, writes } of parsed.kind === 'parsed' ? parsed.statements : []) {
    const sql = up.sql.slice(start, end);
    const table = writes.map((write) => tables.get(write.table)).find((name) => name !== undefined);
    const label = labels.find((one) => isSaid(sql, one));
    if (table !== undefined && label !== undefined) return { file, line: up.firstLine + line - 1, label, table };
  }
  return null;
}

/** As a literal of its own, in an array, or in a text that is copied. */
function isSaid(sql: string, label: string): boolean {
  const quoted = label.replaceAll("'", "''");
  return ["'", '"', '$', '{', ','].some((before) => sql.includes(`${before}${quoted}`));
}
