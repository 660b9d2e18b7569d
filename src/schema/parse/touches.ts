import { fieldsOf, isFields, listOf, nodesIn, textOf, type Fields } from './nodes.ts';
import type { Touches } from './parsed.ts';

/** Fields that hold the object that a statement is about, and those that hold a part of it. */
const SUBJECTS: Readonly<Record<string, { readonly objects: readonly string[]; readonly parts?: readonly string[] }>> = {
  CreateStmt: { objects: ['relation'] },
  AlterTableStmt: { objects: ['relation'], parts: ['cmds'] },
  IndexStmt: { objects: ['idxname'] },
  CreateTrigStmt: { objects: ['relation'], parts: ['trigname'] },
  RuleStmt: { objects: ['relation'], parts: ['rulename'] },
  CreatePolicyStmt: { objects: ['table'], parts: ['policy_name'] },
  AlterPolicyStmt: { objects: ['table'], parts: ['policy_name'] },
  ViewStmt: { objects: ['view'] },
  CreateTableAsStmt: { objects: ['into'] },
  CreateFunctionStmt: { objects: ['funcname'] },
  AlterFunctionStmt: { objects: ['func'] },
  CreateEnumStmt: { objects: ['typeName'] },
  AlterEnumStmt: { objects: ['typeName'] },
  CompositeTypeStmt: { objects: ['typevar'] },
  CreateDomainStmt: { objects: ['domainname'] },
  AlterDomainStmt: { objects: ['typeName'] },
  CreateSeqStmt: { objects: ['sequence'] },
  AlterSeqStmt: { objects: ['sequence'] },
  CreateSchemaStmt: { objects: ['schemaname'] },
  CreateExtensionStmt: { objects: ['extname'] },
  DropStmt: { objects: ['objects'] },
  RenameStmt: { objects: ['relation', 'object', 'newname'] },
  AlterObjectSchemaStmt: { objects: ['relation', 'object'] },
  AlterOwnerStmt: { objects: ['relation', 'object'] },
  GrantStmt: { objects: ['objects'] },
};

const RENAMED_PART = { objects: ['relation', 'object'], parts: ['subname', 'newname'] };

/** They change rows, lock, count or say something about objects, and change no object. */
const NOTHING = new Set([
  'CopyStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'TruncateStmt',
  'CommentStmt',
  'VariableSetStmt',
  'TransactionStmt',
  'VacuumStmt',
  'LockStmt',
  'ReindexStmt',
  'ClusterStmt',
  'ExplainStmt',
  'ConstraintsSetStmt',
  'DiscardStmt',
]);

/** What would be missing or too much if a statement had not taken effect. Names are without their schema. */
export function touchesOf(node: string, fields: Fields): Touches {
  if (NOTHING.has(node)) return { objects: [], parts: [], ifExists: false, cascades: false };
  const subject = node === 'RenameStmt' && textOf(fields['subname']) !== '' ? RENAMED_PART : SUBJECTS[node];
  if (subject === undefined) return { objects: null, parts: [], ifExists: false, cascades: false };
  const all = (names: readonly string[]): string[] => [...new Set(names.flatMap((name) => namesIn(fields[name])))];
  const objects = all(subject.objects);
  // An index that has no name of its own is about its table.
  return {
    objects: objects.length > 0 ? objects : all(['relation']),
    parts: all(subject.parts ?? []),
    ifExists: fields['missing_ok'] === true,
    cascades: [fields, ...listOf(fields['cmds']).map((command) => fieldsOf(command, 'AlterTableCmd'))].some(
      ({ behavior }) => behavior === 'DROP_CASCADE',
    ),
  };
}

function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return isName(value) ? lastOf(value) : value.flatMap(namesIn);
  if (!isFields(value)) return [];
  if ('AlterTableCmd' in value) return partsOf(fieldsOf(value, 'AlterTableCmd'));
  if (textOf(value['relname']) !== '') return [textOf(value['relname'])];
  for (const [tag, field] of INSIDE) {
    const inside = fieldsOf(value, tag)[field] ?? value[field];
    if (inside !== undefined) return namesIn(inside);
  }
  return [...nodesIn(value)].flatMap(({ tag, fields }) => {
    if (tag === 'RangeVar') return namesIn(fields);
    return tag === 'String' ? namesIn(fields['sval']) : [];
  });
}

const INSIDE = [
  ['ObjectWithArgs', 'objname'],
  ['TypeName', 'names'],
  ['List', 'items'],
  ['IntoClause', 'rel'],
] as const;

/** Of one change to a table: the column or the constraint. */
function partsOf(command: Fields): string[] {
  const definition = fieldsOf(command, 'def');
  return [
    textOf(command['name']),
    textOf(fieldsOf(definition, 'ColumnDef')['colname']),
    textOf(fieldsOf(definition, 'Constraint')['conname']),
  ].filter((name) => name !== '');
}

/** `schema.name` is a list of strings. */
function isName(list: readonly unknown[]): boolean {
  return list.length > 0 && list.every((item) => isFields(item) && 'String' in item);
}

function lastOf(list: readonly unknown[]): string[] {
  return listOf(list)
    .slice(-1)
    .map((item) => textOf(fieldsOf(item, 'String')['sval']));
}
