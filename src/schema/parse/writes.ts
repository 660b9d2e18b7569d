import { fieldsOf, isFields, listOf, nodesIn, textOf, type Fields } from './nodes.ts';
import type { Write } from './parsed.ts';

/** What they hold is kept for later, not executed. */
const KEPT_FOR_LATER = new Set(['CreateFunctionStmt', 'RuleStmt', 'PrepareStmt']);

/** The rows that a parsed statement changes, wherever it does so. */
export function writesOf(statement: unknown): Write[] {
  return [...nodesIn(statement, KEPT_FOR_LATER)].flatMap(({ tag, fields }) => writesOfNode(tag, fields));
}

function writesOfNode(tag: string, fields: Fields): Write[] {
  const table = nameOf(fieldsOf(fields, 'relation'));
  switch (tag) {
    case 'InsertStmt': {
      const conflict = fieldsOf(fields, 'onConflictClause');
      if (conflict['action'] !== 'ONCONFLICT_UPDATE') return [{ how: 'insert', table, columns: [] }];
      return [{ how: 'update', table, columns: columnsOf(conflict['targetList']) }];
    }
    case 'UpdateStmt':
      return [{ how: 'update', table, columns: columnsOf(fields['targetList']) }];
    case 'DeleteStmt':
      return [{ how: 'delete', table, columns: [] }];
    case 'MergeStmt':
      return [{ how: 'update', table, columns: listOf(fields['mergeWhenClauses']).flatMap(columnsOfMerge) }];
    case 'CopyStmt':
      return fields['is_from'] === true ? [{ how: 'insert', table, columns: [] }] : [];
    case 'TruncateStmt':
      return listOf(fields['relations']).map((relation) => ({
        how: 'truncate',
        table: nameOf(fieldsOf(relation, 'RangeVar')),
        columns: [],
      }));
    default:
      return [];
  }
}

function columnsOfMerge(clause: unknown): string[] {
  const fields = fieldsOf(clause, 'MergeWhenClause');
  return fields['commandType'] === 'CMD_UPDATE' ? columnsOf(fields['targetList']) : [];
}

function columnsOf(targets: unknown): string[] {
  return listOf(targets)
    .map((target) => textOf(fieldsOf(target, 'ResTarget')['name']))
    .filter((name) => name !== '');
}

export function nameOf(relation: Fields): string {
  if (!isFields(relation)) return '';
  const schema = textOf(relation['schemaname']);
  const name = textOf(relation['relname']);
  return schema === '' ? name : `${schema}.${name}`;
}
