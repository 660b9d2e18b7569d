import { fieldsOf, listOf, nodesIn, textOf, type Fields } from '../parse/nodes.ts';
import type { ContractTable } from './contract.ts';

/** What one statement takes from one table. A name that could belong to several tables counts for each of them. */
export interface TableUse {
  readonly schema: string | null;
  readonly name: string;
  readonly named: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
  readonly everyColumn: ContractTable['everyColumn'];
}

interface Node {
  readonly tag: string;
  readonly fields: Fields;
}

const WRITES = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** The tables of one parsed statement. */
export function usesOf(tree: unknown): TableUse[] {
  const nodes = [...nodesIn(tree)];
  const targets = nodes.filter(({ tag }) => WRITES.has(tag));
  const relations = [...tagged(nodes, 'RangeVar'), ...targets.map(({ fields }) => fieldsOf(fields, 'relation'))];
  const local = new Set(tagged(nodes, 'CommonTableExpr').map((fields) => textOf(fields['ctename'])));
  const tables = relations.map(tableOf).filter(({ schema, name }) => name !== '' && (schema !== null || !local.has(name)));

  const named = new Set([...nodes.flatMap(namesIn), ...targets.flatMap(columnsWritten)]);
  const wholeRow = relations.some((relation) => named.has(textOf(fieldsOf(relation, 'alias')['aliasname']) || textOf(relation['relname'])));
  const star = wholeRow || nodes.some(({ tag, fields }) => tag === 'A_Star' || fields['isNatural'] === true);

  return tables.map(({ schema, name }) => {
    const mine = targets.filter(({ fields }) => isSame(tableOf(fieldsOf(fields, 'relation')), { schema, name }));
    const everyColumn = mine.some(writesUnnamed) ? 'written' : star ? 'read' : 'no';
    return { schema, name, named, written: new Set(mine.flatMap(columnsWritten)), everyColumn };
  });
}

/** Names of columns: `a`, `t.a`, `using (a)`, `on conflict (a)`. */
function namesIn({ tag, fields }: Node): string[] {
  if (tag === 'ColumnRef') return stringsIn(fields['fields']).slice(-1);
  if (tag === 'JoinExpr') return stringsIn(fields['usingClause']);
  return tag === 'IndexElem' && fields['name'] !== undefined ? [textOf(fields['name'])] : [];
}

function columnsWritten({ fields }: Node): string[] {
  const clauses = listOf(fields['mergeWhenClauses']).map((clause) => fieldsOf(clause, 'MergeWhenClause'));
  const lists = [
    fields['cols'],
    fields['targetList'],
    fieldsOf(fields, 'onConflictClause')['targetList'],
    ...clauses.map((clause) => clause['targetList']),
  ];
  return lists
    .flatMap(listOf)
    .map((target) => textOf(fieldsOf(target, 'ResTarget')['name']))
    .filter((name) => name !== '');
}

/** `insert into t values (…)`: which columns it fills only the catalogue knows. */
function writesUnnamed({ tag, fields }: Node): boolean {
  if (tag === 'InsertStmt') return fields['cols'] === undefined && fields['selectStmt'] !== undefined;
  return listOf(fields['mergeWhenClauses']).some((entry) => {
    const clause = fieldsOf(entry, 'MergeWhenClause');
    return clause['commandType'] === 'CMD_INSERT' && clause['targetList'] === undefined && clause['values'] !== undefined;
  });
}

function tableOf(relation: Fields): Pick<TableUse, 'schema' | 'name'> {
  const schema = textOf(relation['schemaname']);
  return { schema: schema === '' ? null : schema, name: textOf(relation['relname']) };
}

function isSame(a: Pick<TableUse, 'schema' | 'name'>, b: Pick<TableUse, 'schema' | 'name'>): boolean {
  return a.name === b.name && a.schema === b.schema;
}

function tagged(nodes: readonly Node[], tag: string): Fields[] {
  return nodes.filter((node) => node.tag === tag).map(({ fields }) => fields);
}

function stringsIn(value: unknown): string[] {
  return listOf(value)
    .map((item) => textOf(fieldsOf(item, 'String')['sval']))
    .filter((text) => text !== '');
}
