import type { Column, Relation, Unique } from '../catalogue/catalogue.ts';

/** Those of `columns` that a key of `table` is over, found by name: in an expression where it mentions them. */
export function keyColumns(columns: readonly Column[], table: Relation, unique: Unique): Column[] {
  const names = new Set(unique.keys.map((key) => table.columns.find(({ num }) => num === key.num)?.name));
  const expressions = unique.keys.filter((key) => key.num === 0).map((key) => key.text);
  return columns.filter(({ name }) => names.has(name) || expressions.some((text) => mentions(text, name)));
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<!\\w)${name.replaceAll(/\W/g, '\\$&')}(?!\\w)`).test(text);
}
