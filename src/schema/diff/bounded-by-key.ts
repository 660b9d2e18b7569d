import type { Column, Relation } from '../catalogue/catalogue.ts';
import { qualified } from './named.ts';
import { typeChange, type TypeWorld } from './type-change.ts';

/**
 * The table that keeps too large a value out of a column whose type was narrowed: every old row refers to a row of it, and what it refers to
 * fits. Null where there is none.
 */
export function boundedByKey(table: Relation, before: Column, after: Column, world: TypeWorld): string | null {
  for (const { enforced, columns, target } of table.foreignKeys) {
    const at = columns.indexOf(before.num);
    // A row with a NULL in another column of the key refers to nothing.
    const isAsked = columns.every((num) => num === before.num || table.columns.some((column) => column.num === num && column.notNull));
    const referred = world.relations.get(qualified(target))?.columns.find(({ name }) => name === target.columns[at]);
    if (!enforced || !isAsked || referred === undefined) continue;
    const change = typeChange(referred, after, world);
    if (change !== 'narrowed' && change !== 'changed') return qualified(target);
  }
  return null;
}
