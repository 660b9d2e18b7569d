import type { Column, Relation, Unique } from '../catalogue/catalogue.ts';
import type { FixContext } from './draft.ts';
import { uniqueDdl } from './key-ddl.ts';
import { ownName } from './names.ts';

/**
 * The unique keys that went away with a column, so that an upsert of the old code finds its target again. A primary key becomes a unique one
 * where the table has another primary key today; one over a column with a constant default is left out, since all rows would collide.
 */
export function restoredKeys(before: Relation, column: Column, live: Relation, { findings, live: catalogue }: FixContext): string[] {
  const names = new Set(live.columns.map(({ name }) => name));
  for (const { code, object } of findings) {
    const prefix = `${before.schema}.${before.name}.`;
    if ((code === 'COLUMN_DROPPED' || code === 'COLUMN_RENAMED') && object.startsWith(prefix)) names.add(object.slice(prefix.length));
  }
  const nameOf = (num: number): string => before.columns.find((candidate) => candidate.num === num)?.name ?? '';
  if (column.default !== null && !column.default.startsWith('nextval(')) return [];
  return before.uniques
    .filter(({ keys }) => keys.some(({ num }) => num === column.num) && keys.every(({ num }) => num !== 0 && names.has(nameOf(num))))
    .map((unique) => uniqueDdl(before, fitting(unique, before, live, catalogue.relations), live));
}

function fitting(unique: Unique, before: Relation, live: Relation, relations: readonly Relation[]): Unique {
  const hasPrimary = live.uniques.some(({ constraint }) => constraint === 'primary');
  const constraint = unique.constraint === 'primary' && hasPrimary ? 'unique' : unique.constraint;
  const taken = relations.some(({ schema, uniques }) => schema === live.schema && uniques.some(({ name }) => name === unique.name));
  return { ...unique, constraint, name: taken ? ownName('key', before.name, unique.name) : unique.name };
}
