import type { Column, ForeignKey, Relation } from '../catalogue/catalogue.ts';
import { qualified } from './named.ts';

/**
 * Whether the old keys, one after the other, already see to it that what these columns hold is in the table and columns that a new key refers to.
 *
 * @param relations of the old schema, by qualified name
 */
export function ensuredByKeys(
  relations: ReadonlyMap<string, Relation>,
  table: Relation,
  columns: readonly string[],
  target: ForeignKey['target'],
  seen: ReadonlySet<string> = new Set(),
): boolean {
  const here = `${qualified(table)}(${columns.join(', ')})`;
  if (seen.has(here)) return false;
  return table.foreignKeys.some((key) => {
    const names = key.columns.map((num) => table.columns.find((column) => column.num === num));
    // A row with a NULL in another column of the key refers to nothing.
    if (!key.enforced || !names.every((column) => isAsked(column, columns))) return false;
    const onward = columns.map((name) => key.target.columns[names.findIndex((column) => column?.name === name)]);
    if (!onward.every((name) => name !== undefined)) return false;
    if (qualified(key.target) === qualified(target) && onward.join() === target.columns.join()) return true;
    const next = relations.get(qualified(key.target));
    return next !== undefined && ensuredByKeys(relations, next, onward, target, new Set([...seen, here]));
  });
}

function isAsked(column: Column | undefined, columns: readonly string[]): boolean {
  return column !== undefined && (column.notNull || columns.includes(column.name));
}
