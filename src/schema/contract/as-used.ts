import type { Catalogue, Relation } from '../catalogue/catalogue.ts';
import type { Contract } from './contract.ts';
import { findTables } from './find-tables.ts';

/**
 * The old schema without what this code does not name, where its contract was read whole or is Drizzle's. For making statements alone: a statement on a
 * column that the code never names would prove that something breaks which does not. Never for a comparison.
 */
export function asUsed(before: Catalogue, contract: Contract): Catalogue {
  if (contract.source === 'replayed catalogue') return before;
  // What was not read of a Drizzle schema ends unknown: a made-up statement must not decide it.
  if (contract.gaps.length > 0 && contract.source !== 'drizzle schema') return before;
  return { ...before, relations: before.relations.flatMap((relation) => usedPart(relation, contract)) };
}

function usedPart(relation: Relation, contract: Contract): Relation[] {
  const tables = findTables(contract, relation.schema, relation.name);
  if (tables.length === 0) return [];
  if (tables.some(({ everyColumn }) => everyColumn !== 'no')) return [relation];
  const named = new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)));
  const columns = relation.columns.filter(({ name }) => named.has(name));
  const kept = new Set(columns.map(({ num }) => num));
  return [
    {
      ...relation,
      columns,
      uniques: relation.uniques.filter(({ keys }) => keys.every(({ num }) => num === 0 || kept.has(num))),
      checks: relation.checks.filter((check) => check.columns.every((num) => kept.has(num))),
      foreignKeys: relation.foreignKeys.filter((key) => key.columns.every((num) => kept.has(num))),
    },
  ];
}
