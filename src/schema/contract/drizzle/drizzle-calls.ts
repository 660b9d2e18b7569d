import { nameByCasing, type Casing } from './casing.ts';
import type { Evaluator } from './evaluate.ts';
import { unread, type Table, type Value } from './value.ts';

interface TableManner {
  readonly schema: string | null;
  readonly casing: Casing;
  /** What becomes of the name that is given; null where it stays. */
  readonly rename: Value | null;
}

/** What a function of Drizzle gives. Every one that is not told apart makes a column: nothing else stands where columns are looked for. */
export function drizzleCall(evaluator: Evaluator, name: string, args: readonly Value[]): Value {
  const manner = { schema: null, casing: evaluator.casing, rename: null };
  const [first] = args;
  switch (name) {
    case 'pgTable':
      return tableWith(evaluator, manner, args);
    case 'pgView':
    case 'pgMaterializedView':
      return viewWith(evaluator, manner, args);
    case 'pgEnum':
      return enumWith(null, args);
    case 'pgSchema':
      return first?.kind === 'text' ? { kind: 'schema', name: first.text } : unread('a schema whose name is not read');
    case 'pgTableCreator':
      return first === undefined ? unread('a table maker that changes nothing') : { kind: 'table maker', rename: first };
    case 'customType':
      return { kind: 'drizzle', name: 'a type of its own' };
    case 'getTableColumns':
    case 'getColumns':
      return first?.kind === 'table' ? columnsOf(first) : unread('the columns of something that is no table');
    default:
      return { kind: 'column', name: first?.kind === 'text' ? first.text : null, written: true };
  }
}

/** What a method of something of Drizzle's gives; null where it has none of that name. */
export function methodCall(evaluator: Evaluator, of: Value, method: string, args: () => readonly Value[]): Value | null {
  const manner = { schema: null, casing: evaluator.casing, rename: null };
  if (of.kind === 'column')
    return method === 'generatedAlwaysAs' || method === 'generatedAlwaysAsIdentity' ? { ...of, written: false } : of;
  if (of.kind === 'table') return of;
  if (of.kind === 'schema') {
    const inside = { ...manner, schema: of.name === 'public' ? null : of.name };
    if (method === 'table') return tableWith(evaluator, inside, args());
    if (method === 'view' || method === 'materializedView') return viewWith(evaluator, inside, args());
    return method === 'enum' ? enumWith(inside.schema, args()) : unread(`${method} of a schema`);
  }
  if (of.kind !== 'drizzle') return null;
  if (of.name === 'pgTable' && method === 'withRLS') return tableWith(evaluator, manner, args());
  const isCased = (of.name === 'snakeCase' || of.name === 'camelCase') && method === 'table';
  return isCased ? tableWith(evaluator, { ...manner, casing: of.name === 'snakeCase' ? 'snake_case' : 'camelCase' }, args()) : null;
}

export function tableWith(evaluator: Evaluator, { schema, casing, rename }: TableManner, [first, second]: readonly Value[]): Value {
  const name = first === undefined || rename === null ? first : evaluator.apply(rename, [first]);
  if (name?.kind !== 'text') return unread('a table whose name is not read');
  const given = second?.kind === 'function' ? evaluator.apply(second, [{ kind: 'all of drizzle' }]) : second;
  const about = { kind: 'table', schema, name: name.text, isView: false, everyColumn: false } as const;
  if (given?.kind !== 'object')
    return { ...about, columns: [], unread: given?.kind === 'unread' ? given.why : 'its columns are no object' };
  const columns: Table['columns'][number][] = [];
  let missing = given.unread;
  for (const [key, column] of given.members) {
    if (column.kind === 'column') columns.push({ name: column.name ?? nameByCasing(key, casing), written: column.written });
    else missing ??= `${key}: ${column.kind === 'unread' ? column.why : 'it is no column'}`;
  }
  return { ...about, columns, unread: missing };
}

function viewWith(evaluator: Evaluator, manner: TableManner, args: readonly Value[]): Value {
  const view = tableWith(evaluator, manner, args);
  if (view.kind !== 'table') return view;
  const columns = view.columns.map(({ name }) => ({ name, written: false }));
  return { ...view, isView: true, columns, everyColumn: args.length < 2, unread: args.length < 2 ? null : view.unread };
}

function enumWith(schema: string | null, [first, second]: readonly Value[]): Value {
  if (first?.kind !== 'text') return unread('an enum whose name is not read');
  const items =
    second?.kind === 'list' ? second.items : second?.kind === 'object' && second.unread === null ? [...second.members.values()] : null;
  const labels = items?.flatMap((item) => (item.kind === 'text' ? [item.text] : [])) ?? null;
  return { kind: 'enum', schema, name: first.text, labels: labels !== null && labels.length === items?.length ? labels : null };
}

function columnsOf({ columns, unread: missing }: Table): Value {
  return {
    kind: 'object',
    members: new Map(columns.map(({ name, written }) => [name, { kind: 'column', name, written }])),
    unread: missing,
  };
}
