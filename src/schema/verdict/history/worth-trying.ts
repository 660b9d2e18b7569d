import type { Relation } from '../../catalogue/catalogue.ts';
import { qualified } from '../../diff/named.ts';
import type { FindingCode } from '../../finding.ts';
import type { Statement } from '../../oracle/statement.ts';
import type { Seen } from './scout.ts';

/** Something is gone by its name: one read shows it, and everything else fails in the same way. */
const READS: ReadonlySet<FindingCode> = new Set([
  'TABLE_DROPPED',
  'TABLE_RENAMED',
  'COLUMN_DROPPED',
  'COLUMN_RENAMED',
  'VIEW_DROPPED',
  'VIEW_COLUMN_DROPPED',
  'SCHEMA_DROPPED',
]);

/** More is allowed than before, or other rows are there: no statement of the old code fails on an empty table. */
const ALLOWS: ReadonlySet<FindingCode> = new Set([
  'COLUMN_RECREATED',
  'NOT_NULL_DROPPED',
  'FK_DROPPED',
  'FK_ACTION_CHANGED',
  'PARENT_DELETE_RESTRICTED',
  'ENUM_LABEL_ADDED',
  'ENUM_REORDERED',
  'EXTENSION_DROPPED',
]);

/** Those statements of the old code that can show something about the findings: making rows to refer to takes most of the time. */
export function worthTrying(statements: readonly Statement[], { before, after, findings }: Seen): Statement[] {
  const old = new Map(before.relations.map((relation) => [qualified(relation), relation]));
  const now = new Map(after.relations.map((relation) => [qualified(relation), relation]));
  const counted = findings.filter(({ severity, code }) => severity !== 'note' && !ALLOWS.has(code));
  const changed = new Map<string, ReadonlySet<string>>();

  function tells(object: string, table: Relation, { part, ways }: Statement): boolean {
    const codes = counted.filter((finding) => isAbout(finding.object, object)).map(({ code }) => code);
    if (codes.length === 0) return false;
    const text = ways[0]?.text ?? '';
    if (codes.every((code) => READS.has(code)) && !text.startsWith('select ')) return false;
    if (codes.every((code) => code === 'UNIQUE_DROPPED') && !text.includes(' on conflict ')) return false;
    // About one column alone only where it changed.
    if (part === null || !table.columns.some(({ name }) => name === part)) return true;
    const columns = changed.get(object) ?? changedColumns(table, now.get(object));
    changed.set(object, columns);
    return columns.has(part);
  }

  return statements.filter((statement) => {
    const table = old.get(statement.object);
    return table === undefined || tells(statement.object, table, statement);
  });
}

/** The table itself, its schema, or something in it. */
function isAbout(finding: string, table: string): boolean {
  return finding === table || table.startsWith(`${finding}.`) || finding.startsWith(`${table}.`) || finding.startsWith(`${table}/`);
}

function changedColumns(old: Relation, now: Relation | undefined): ReadonlySet<string> {
  if (now === undefined) return new Set();
  const same = new Set(now.columns.map((column) => JSON.stringify(column)));
  return new Set(old.columns.filter((column) => !same.has(JSON.stringify(column))).map(({ name }) => name));
}
