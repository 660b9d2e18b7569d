import type { Catalogue, Column, Relation } from '../catalogue/catalogue.ts';
import { qualified } from '../diff/named.ts';

/** A partition's rows are those of its parent; a foreign table's are somebody else's. */
export function isCountable({ kind, partitionOf }: Relation): boolean {
  return partitionOf === null && (kind === 'table' || kind === 'partitioned');
}

/** Columns of tables that both know by the same names. */
export function columnsIn(
  before: Catalogue,
  live: Catalogue,
): { readonly relation: Relation; readonly column: Column; readonly old: Column }[] {
  const known = new Map(before.relations.map((relation) => [qualified(relation), relation]));
  return live.relations.filter(isCountable).flatMap((relation) =>
    relation.columns.flatMap((column) => {
      const old = known.get(qualified(relation))?.columns.find(({ name }) => name === column.name);
      return old === undefined ? [] : [{ relation, column, old }];
    }),
  );
}
