import type { Node, ParseResult } from 'libpg-query';
import { listOf, nodesIn } from '../parse/nodes.ts';
import { parser } from '../parse/parser.ts';
import type { Restore } from './marker.ts';

export type ReadRestore = { readonly kind: 'restore'; readonly restore: Restore } | { readonly kind: 'problem'; readonly why: string };

/** What an expression may not hold if it is to mean the same in an UPDATE, a generated column and a trigger. */
const MORE_THAN_A_ROW = new Set(['SubLink', 'ParamRef', 'SetToDefault', 'MultiAssignRef', 'A_Star', 'CurrentOfExpr', 'GroupingFunc']);

/**
 * `total = subtotal + tax`: one column, and one expression over the columns of its row. The expression is later written into drafts, so
 * anything that could be more than an expression (a second statement, a comment, a query of its own) is refused here.
 */
export async function readRestore(text: string): Promise<ReadRestore> {
  const update = `UPDATE t SET ${text}`;
  const target = soleAssignment(await parseOrNull(update));
  if (target === null) return problem('restore: must be one assignment such as total = subtotal + tax.');
  const { scan } = await parser();
  const { tokens } = await scan(update);
  if (tokens.some(({ tokenName }) => tokenName.endsWith('_COMMENT'))) return problem('restore: must not hold a comment.');
  if (!isOfOneRow(target.value)) {
    return problem('restore: may only use columns of the same row, written without their table: no query, no parameter, no window.');
  }
  const equals = tokens.find((token) => token.text === '=');
  const expression = Buffer.from(update)
    .subarray(equals?.end ?? 0)
    .toString()
    .trim();
  return { kind: 'restore', restore: { column: target.column, expression } };
}

async function parseOrNull(sql: string): Promise<ParseResult | null> {
  const { parse } = await parser();
  try {
    return await parse(sql);
  } catch {
    return null;
  }
}

function soleAssignment(parsed: ParseResult | null): { column: string; value: Node } | null {
  const [only, ...others] = parsed?.stmts ?? [];
  if (only?.stmt === undefined || others.length > 0 || only.stmt_len !== undefined || !('UpdateStmt' in only.stmt)) return null;
  const { targetList = [], whereClause, fromClause, returningClause } = only.stmt.UpdateStmt;
  const [target] = targetList;
  if (targetList.length !== 1 || target === undefined || whereClause || fromClause || returningClause || !('ResTarget' in target))
    return null;
  const { name, val, indirection } = target.ResTarget;
  return name === undefined || val === undefined || indirection !== undefined ? null : { column: name, value: val };
}

function isOfOneRow(value: Node): boolean {
  return [...nodesIn(value)].every(({ tag, fields }) => {
    if (MORE_THAN_A_ROW.has(tag)) return false;
    if (tag === 'FuncCall') return fields['over'] === undefined && fields['agg_star'] === undefined;
    return tag !== 'ColumnRef' || listOf(fields['fields']).length === 1;
  });
}

function problem(why: string): ReadRestore {
  return { kind: 'problem', why };
}
