import { lastName } from './calls.ts';
import { fieldsOf, isFields, listOf, textOf, type Fields } from './nodes.ts';

/** Kinds of objects without which old code cannot do. An index or a policy that is not there is no loss to it. */
const LOSSES = new Set(
  [
    'TABLE',
    'VIEW',
    'MATVIEW',
    'FOREIGN_TABLE',
    'SEQUENCE',
    'TYPE',
    'DOMAIN',
    'SCHEMA',
    'FUNCTION',
    'PROCEDURE',
    'ROUTINE',
    'AGGREGATE',
  ].map((kind) => `OBJECT_${kind}`),
);

/**
 * The last names of what a statement takes away or changes only if it is there (`IF EXISTS`). Where it was not, the statement did nothing here, which says nothing about a
 * database that has it.
 */
export function toleratedBy(node: string, fields: Fields): string[] {
  if (node === 'DropStmt') {
    if (fields['missing_ok'] !== true || !LOSSES.has(textOf(fields['removeType']))) return [];
    return listOf(fields['objects']).map(droppedName);
  }
  if (node === 'RenameStmt') {
    return fields['missing_ok'] === true ? [textOf(fieldsOf(fields, 'relation')['relname'])].filter((name) => name !== '') : [];
  }
  if (node !== 'AlterTableStmt') return [];
  const columns = listOf(fields['cmds'])
    .map((command) => fieldsOf(command, 'AlterTableCmd'))
    .filter((command) => command['subtype'] === 'AT_DropColumn' && command['missing_ok'] === true)
    .map((command) => textOf(command['name']));
  return [...(fields['missing_ok'] === true ? [textOf(fieldsOf(fields, 'relation')['relname'])] : []), ...columns];
}

function droppedName(object: unknown): string {
  if (!isFields(object)) return '';
  if (isFields(object['ObjectWithArgs'])) return lastName(object['ObjectWithArgs']['objname']);
  if (isFields(object['TypeName'])) return lastName(object['TypeName']['names']);
  if (isFields(object['List'])) return lastName(object['List']['items']);
  return textOf(fieldsOf(object, 'String')['sval']);
}
