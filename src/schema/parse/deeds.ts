import { fieldsOf, isFields, listOf, textOf, type Fields } from './nodes.ts';
import type { Deed, Thing } from './parsed.ts';
import { touchesOf } from './touches.ts';

/** What a statement makes, drops, changes or renames, thing by thing: what another one can undo. What is gone with the session is left out. */
export function deedsOf(node: string, fields: Fields): Deed[] {
  const made = madeBy(node, fields);
  if (made !== null) return [{ how: fields['replace'] === true ? 'changes' : 'makes', thing: made }];
  switch (node) {
    case 'DropStmt':
      return listOf(fields['objects']).map((object) => ({
        how: 'drops',
        thing: droppedThing(textOf(fields['removeType']), object),
        ifExists: fields['missing_ok'] === true,
      }));
    case 'RenameStmt':
      return [renamed(fields)];
    case 'AlterTableStmt':
      return listOf(fields['cmds']).flatMap((command) => ofCommand(relationOf(fields), fieldsOf(command, 'AlterTableCmd')));
    case 'AlterEnumStmt':
      return ofLabel(fields);
    case 'GrantStmt':
      return [{ how: fields['is_grant'] === true ? 'makes' : 'drops', thing: rightOf(fields) }];
    case 'AlterObjectSchemaStmt':
    case 'AlterDomainStmt':
    case 'AlterSeqStmt':
    case 'AlterFunctionStmt':
    case 'AlterPolicyStmt':
    case 'AlterOwnerStmt': {
      const { objects, parts } = touchesOf(node, fields);
      return [{ how: 'changes', thing: { kind: node, schema: '', name: (objects ?? []).join(), part: parts.join() } }];
    }
    default:
      return [];
  }
}

function madeBy(node: string, fields: Fields): Thing | null {
  const relation = (key: string): Fields => fieldsOf(fields, key);
  switch (node) {
    case 'CreateStmt':
      return isTemporary(relation('relation')) ? null : relationOf(fields);
    case 'CreateTableAsStmt': {
      const into = fieldsOf(relation('into'), 'rel');
      return isTemporary(into) ? null : relationThing(into);
    }
    case 'ViewStmt':
      return isTemporary(relation('view')) ? null : relationThing(relation('view'));
    case 'CreateSeqStmt':
      return relationThing(relation('sequence'));
    case 'IndexStmt':
      return textOf(fields['idxname']) === '' ? null : thing('index', ['', textOf(fields['idxname'])]);
    case 'CreateFunctionStmt':
      return { ...thing('function', stringsIn(fields['funcname'])), part: parametersOf(fields) };
    case 'CreateEnumStmt':
    case 'CreateRangeStmt':
      return thing('type', stringsIn(fields['typeName']));
    case 'CreateDomainStmt':
      return thing('type', stringsIn(fields['domainname']));
    case 'CompositeTypeStmt':
      return { ...relationThing(relation('typevar')), kind: 'type' };
    case 'CreateSchemaStmt':
      return thing('schema', [textOf(fields['schemaname'])]);
    case 'CreateExtensionStmt':
      return thing('extension', [textOf(fields['extname'])]);
    case 'CreateTrigStmt':
      return { ...relationOf(fields), kind: 'trigger', part: textOf(fields['trigname']) };
    case 'RuleStmt':
      return { ...relationOf(fields), kind: 'rule', part: textOf(fields['rulename']) };
    case 'CreatePolicyStmt':
      return { ...relationThing(relation('table')), kind: 'policy', part: textOf(fields['policy_name']) };
    case 'CreateRoleStmt':
      return thing('role', [textOf(fields['role'])]);
    default:
      return null;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  TABLE: 'relation',
  VIEW: 'relation',
  MATVIEW: 'relation',
  FOREIGN_TABLE: 'relation',
  SEQUENCE: 'relation',
  DOMAIN: 'type',
  PROCEDURE: 'function',
  ROUTINE: 'function',
  AGGREGATE: 'function',
  TABCONSTRAINT: 'constraint',
  DOMCONSTRAINT: 'constraint',
  ATTRIBUTE: 'column',
};
/** Their name is that of their table, and their own behind it. */
const OF_TABLES = new Set(['trigger', 'rule', 'policy']);

function kindOf(type: string): string {
  const word = type.replace(/^OBJECT_/u, '');
  return KINDS[word] ?? word.toLowerCase();
}

function droppedThing(type: string, object: unknown): Thing {
  const kind = kindOf(type);
  const names = namesOf(object);
  if (kind === 'function') return { ...thing(kind, names), part: argumentsOf(object) };
  if (!OF_TABLES.has(kind)) return thing(kind, names);
  return { ...thing(kind, names.slice(0, -1)), part: names.at(-1) ?? '' };
}

function renamed(fields: Fields): Deed {
  const kind = kindOf(textOf(fields['renameType']));
  const [part, to] = [textOf(fields['subname']), textOf(fields['newname'])];
  const owner = isFields(fields['relation']) ? relationThing(fieldsOf(fields, 'relation')) : thing(kind, namesOf(fields['object']));
  if (kind === 'schema' || kind === 'role' || kind === 'database') return { how: 'renames', thing: thing(kind, [part]), to };
  return { how: 'renames', thing: { ...owner, kind, part }, to };
}

/** Empty where the statement leaves it to the name: the only one that there is. */
function argumentsOf(object: unknown): string {
  const call = fieldsOf(object, 'ObjectWithArgs');
  return call['args_unspecified'] === true ? '' : `(${listOf(call['objargs']).map(typeOf).join()})`;
}

function parametersOf(fields: Fields): string {
  const parameters = listOf(fields['parameters']).map((parameter) => fieldsOf(parameter, 'FunctionParameter'));
  const given = parameters.filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE');
  return `(${given.map(({ argType }) => typeOf({ TypeName: argType })).join()})`;
}

function typeOf(type: unknown): string {
  const { names, arrayBounds } = fieldsOf(type, 'TypeName');
  return `${stringsIn(names).at(-1) ?? ''}${'[]'.repeat(listOf(arrayBounds).length)}`;
}

function ofLabel(fields: Fields): Deed[] {
  const type = thing('label', stringsIn(fields['typeName']));
  const [old, now] = [textOf(fields['oldVal']), textOf(fields['newVal'])];
  if (old === '') return [{ how: 'makes', thing: { ...type, part: now } }];
  return [{ how: 'renames', thing: { ...type, part: old }, to: now }];
}

function ofCommand(table: Thing, command: Fields): Deed[] {
  const definition = fieldsOf(command, 'def');
  const about = (kind: string, part: string): Thing => ({ ...table, kind, part });
  const name = textOf(command['name']);
  const ifExists = command['missing_ok'] === true;
  switch (textOf(command['subtype'])) {
    case 'AT_AddColumn':
      return [{ how: 'makes', thing: about('column', textOf(fieldsOf(definition, 'ColumnDef')['colname'])) }];
    case 'AT_DropColumn':
      return [{ how: 'drops', thing: about('column', name), ifExists }];
    case 'AT_AddConstraint': {
      const constraint = textOf(fieldsOf(definition, 'Constraint')['conname']);
      return constraint === '' ? [] : [{ how: 'makes', thing: about('constraint', constraint) }];
    }
    case 'AT_DropConstraint':
      return [{ how: 'drops', thing: about('constraint', name), ifExists }];
    case 'AT_SetNotNull':
      return [{ how: 'makes', thing: about('NOT NULL', name) }];
    case 'AT_DropNotNull':
      return [{ how: 'drops', thing: about('NOT NULL', name) }];
    case 'AT_ColumnDefault':
      return [{ how: isFields(command['def']) ? 'makes' : 'drops', thing: about('default', name) }];
    case 'AT_AlterColumnType':
      return [{ how: 'changes', thing: about('type of column', name) }];
    case 'AT_EnableRowSecurity':
      return [{ how: 'makes', thing: about('row security', '') }];
    case 'AT_DisableRowSecurity':
      return [{ how: 'drops', thing: about('row security', '') }];
    case 'AT_ForceRowSecurity':
      return [{ how: 'makes', thing: about('forced row security', '') }];
    case 'AT_NoForceRowSecurity':
      return [{ how: 'drops', thing: about('forced row security', '') }];
    case 'AT_AddIdentity':
      return [{ how: 'makes', thing: about('identity', name) }];
    case 'AT_DropIdentity':
      return [{ how: 'drops', thing: about('identity', name) }];
    case 'AT_AttachPartition':
    case 'AT_DetachPartition': {
      const partition = relationThing(fieldsOf(fieldsOf(definition, 'PartitionCmd'), 'name'));
      return [{ how: command['subtype'] === 'AT_AttachPartition' ? 'makes' : 'drops', thing: { ...partition, kind: 'partition' } }];
    }
    default:
      return [];
  }
}

/** Who may do what on what, all of it: only the very same right is one given back. */
function rightOf(fields: Fields): Thing {
  const names = listOf(fields['objects']).map((object) => {
    const relation = fieldsOf(object, 'RangeVar');
    return textOf(relation['relname']) === '' ? namesOf(object).join('.') : textOf(relation['relname']);
  });
  const rights = listOf(fields['privileges']).map((right) => textOf(fieldsOf(right, 'AccessPriv')['priv_name']));
  const roles = listOf(fields['grantees']).map((role) => textOf(fieldsOf(role, 'RoleSpec')['rolename']));
  return { kind: 'right', schema: '', name: names.sort().join(), part: `${rights.sort().join()} of ${roles.sort().join()}` };
}

function relationOf(fields: Fields): Thing {
  return relationThing(fieldsOf(fields, 'relation'));
}

function relationThing(relation: Fields): Thing {
  return thing('relation', [textOf(relation['schemaname']), textOf(relation['relname'])]);
}

function thing(kind: string, names: readonly string[]): Thing {
  return { kind, schema: names.at(-2) ?? '', name: names.at(-1) ?? '', part: '' };
}

function isTemporary(relation: Fields): boolean {
  return relation['relpersistence'] === 't';
}

/** Of an object that may be a name, a list of names, a type or a function with its arguments. */
function namesOf(object: unknown): string[] {
  if (!isFields(object)) return [];
  if (isFields(object['ObjectWithArgs'])) return stringsIn(object['ObjectWithArgs']['objname']);
  if (isFields(object['TypeName'])) return stringsIn(object['TypeName']['names']);
  if (isFields(object['List'])) return stringsIn(object['List']['items']);
  return [textOf(fieldsOf(object, 'String')['sval'])];
}

function stringsIn(value: unknown): string[] {
  return listOf(value).map((item) => textOf(fieldsOf(item, 'String')['sval']));
}
