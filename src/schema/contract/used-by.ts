import type { Finding, FindingCode } from '../finding.ts';
import type { Contract, ContractTable } from './contract.ts';

/** `not readable`: the code states it somewhere that could not be read. */
export type Usage = 'used' | 'not referenced' | 'not readable' | 'unknown';

/** What these take away only code that names the very column can miss. */
const ABOUT_COLUMN = new Set<FindingCode>([
  'COLUMN_DROPPED',
  'COLUMN_RENAMED',
  'COLUMN_RECREATED',
  'VIEW_COLUMN_DROPPED',
  'TYPE_CHANGED',
  'TYPE_NARROWED',
  'TYPE_WIDENED',
  'TYPE_CHANGED_SQL_COMPATIBLE',
  'COLLATION_CHANGED',
  'NOT_NULL_DROPPED',
  'BECAME_GENERATED',
  'IDENTITY_ALWAYS',
]);

/** What these change meets code that uses the table, even where it does not name the column: it leaves it out. */
const ABOUT_TABLE = new Set<FindingCode>([
  'TABLE_DROPPED',
  'TABLE_RENAMED',
  'TABLE_RECREATED',
  'REQUIRED_COLUMN_ADDED',
  'NOT_NULL_SET',
  'DEFAULT_DROPPED_REQUIRED',
  'DEFAULT_DROPPED',
  'DEFAULT_CHANGED',
  'NO_LONGER_GENERATED',
  'UNIQUE_ADDED',
  'UNIQUE_DROPPED',
  'PRIMARY_KEY_ADDED',
  'EXCLUDE_ADDED',
  'CHECK_ADDED',
  'FK_ADDED',
  'PARTITION_DETACHED',
  'VIEW_DROPPED',
  'VIEW_LOST_UPDATABILITY',
  'VIEW_REDEFINED',
]);

const ABOUT_ENUM = new Set<FindingCode>(['ENUM_LABEL_REMOVED', 'ENUM_LABEL_ADDED', 'ENUM_REORDERED', 'ENUM_RENAMED', 'ENUM_DROPPED']);

/**
 * Whether the code to go back to uses what a finding is about. `not referenced` only where its contract was read whole and names neither it
 * nor everything around it; everything else that cannot be told, and every other kind of object, is `unknown`.
 */
export function usedBy(finding: Finding, contract: Contract): Usage {
  if (finding.failing !== null) return 'used';
  if (contract.source === 'replayed catalogue') return 'unknown';
  const found = isNamed(finding, contract);
  if (found === null) return 'unknown';
  if (found) return 'used';
  if (contract.gaps.length === 0) return 'not referenced';
  return contract.source === 'drizzle schema' ? 'not readable' : 'unknown';
}

function isNamed({ code, object }: Finding, { tables, enums, objects }: Contract): boolean | null {
  // An attribute of a composite type is told like a column of a table.
  const holder = /^(?<holder>.+\..+)\.[^.]*$/u.exec(object)?.groups?.['holder'] ?? '';
  const file = objects?.has(object) ? objects.get(object) : objects?.get(holder);
  if (file !== undefined) return file !== null;
  if (ABOUT_TABLE.has(code)) return tables.some((table) => namesOf(table, object).length > 0);
  if (ABOUT_COLUMN.has(code)) {
    return tables.some((table) =>
      namesOf(table, object).some((member) => table.everyColumn !== 'no' || table.columns.some(({ name }) => name === member)),
    );
  }
  if (!ABOUT_ENUM.has(code) || enums === null) return null;
  return enums.some(({ schema, name }) => startsWithName(object, schema, name).length > 0);
}

/** What follows this table's name in a finding's object: empty list where it is about another one, an empty text for the table itself. */
function namesOf({ schema, name }: ContractTable, object: string): string[] {
  return startsWithName(object, schema, name);
}

function startsWithName(object: string, schema: string | null, name: string): string[] {
  const from = schema === null ? object.indexOf('.') + 1 : object.startsWith(`${schema}.`) ? schema.length + 1 : 0;
  const rest = object.slice(from);
  if (from === 0 || !rest.startsWith(name)) return [];
  const member = rest.slice(name.length);
  return member === '' || member.startsWith('.') || member.startsWith('/') ? [member.slice(1)] : [];
}
