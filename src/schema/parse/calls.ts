import { fieldsOf, listOf, nodesIn, textOf, type Fields } from './nodes.ts';
import { nameOf } from './writes.ts';

const CATALOGS = new Set(['pg_catalog', 'information_schema']);
/** What they hold is kept for later, not executed. */
const KEPT_FOR_LATER = new Set([
  'CreateFunctionStmt',
  'CreateTrigStmt',
  'RuleStmt',
  'ViewStmt',
  'PrepareStmt',
  'CreatePolicyStmt',
  'AlterPolicyStmt',
]);

/** The functions and procedures that a statement calls: their last names, once each. */
export function callsIn(tree: unknown): string[] {
  const called = new Set<string>();
  for (const { tag, fields } of nodesIn(tree, KEPT_FOR_LATER)) if (tag === 'FuncCall') called.add(lastName(fields['funcname']));
  // A CALL holds its function untagged.
  for (const { tag, fields } of nodesIn(tree, KEPT_FOR_LATER))
    if (tag === 'CallStmt') called.add(lastName(fieldsOf(fields, 'funccall')['funcname']));
  called.delete('');
  return [...called];
}

/** Whether a statement reads tables other than the system catalogue, and than those in `temporary`. */
export function readsRows(tree: unknown, temporary: ReadonlySet<string> = new Set()): boolean {
  const local = new Set<string>(temporary);
  const read: Fields[] = [];
  for (const { tag, fields } of nodesIn(tree)) {
    if (tag === 'CommonTableExpr') local.add(textOf(fields['ctename']));
    if (tag === 'RangeVar') read.push(fields);
  }
  return read.some((relation) => {
    const schema = textOf(relation['schemaname']);
    return !CATALOGS.has(schema) && (schema !== '' || !(local.has(nameOf(relation)) || nameOf(relation).startsWith('pg_')));
  });
}

/** Of a name in parts, as the parser has it. */
export function lastName(parts: unknown): string {
  return textOf(fieldsOf(listOf(parts).at(-1), 'String')['sval']);
}
