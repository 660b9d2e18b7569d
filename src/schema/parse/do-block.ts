import { parsePlPgSQLSync, parseSync } from 'libpg-query';
import { fieldsOf, listOf, nodesIn, textOf, type Fields } from './nodes.ts';
import type { Statement } from './parsed.ts';
import { nameOf, writesOf } from './writes.ts';

type DoBlock = Pick<Statement, 'writes' | 'dynamic'>;

const CATALOGS = new Set(['pg_catalog', 'information_schema']);

/** What a `DO` block does to rows, and whether it builds SQL. The parser must be loaded. */
export function readDoBlock(sql: string, fields: Fields): DoBlock {
  const language = listOf(fields['args'])
    .map((arg) => fieldsOf(arg, 'DefElem'))
    .find((arg) => arg['defname'] === 'language');
  if (language !== undefined && textOf(fieldsOf(fieldsOf(language, 'arg'), 'String')['sval']).toLowerCase() !== 'plpgsql')
    return CANNOT_TELL;
  try {
    const nodes = [...nodesIn(parsePlPgSQLSync(sql))];
    const trees = nodes.filter(({ tag }) => tag === 'PLpgSQL_expr').map((node) => parseExpression(textOf(node.fields['query'])));
    const isDynamic = nodes.some(({ tag }) => tag === 'PLpgSQL_stmt_dynexecute' || tag === 'PLpgSQL_stmt_dynfors');
    const writes = trees.flatMap((tree) => writesOf(tree));
    if (!isDynamic) return { writes, dynamic: 'no' };
    return { writes, dynamic: trees.every(readsCatalogOnly) ? 'from catalog' : 'from data' };
  } catch {
    return CANNOT_TELL;
  }
}

const CANNOT_TELL: DoBlock = { writes: [], dynamic: 'from data' };

/** PL/pgSQL holds whole statements, bare expressions (`a > 1`) and assignments (`a := 1`). Null for one that none of these explains. */
function parseExpression(text: string): unknown {
  for (const sql of [text, `select ${text}`, `select ${text.replace(/^[^:=]*:?=/u, '')}`]) {
    try {
      return parseSync(sql);
    } catch {
      continue;
    }
  }
  return null;
}

function readsCatalogOnly(tree: unknown): boolean {
  if (tree === null) return false;
  const local = new Set<string>();
  const read: Fields[] = [];
  for (const { tag, fields } of nodesIn(tree)) {
    if (tag === 'CommonTableExpr') local.add(textOf(fields['ctename']));
    if (tag === 'RangeVar') read.push(fields);
  }
  return read.every((relation) => {
    const schema = textOf(relation['schemaname']);
    return CATALOGS.has(schema) || (schema === '' && (local.has(nameOf(relation)) || nameOf(relation).startsWith('pg_')));
  });
}
