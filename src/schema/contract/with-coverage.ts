import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Contract } from './contract.ts';
import { findTables } from './find-tables.ts';

/** A contract that names fewer of the tables than this is that of another program, or of a part of the code. */
const LEAST = 1 / 2;

/** The contract, with a gap where it names so little of the schema that what it does not name may be used all the same. */
export function withCoverage(contract: Contract, { relations }: Pick<Catalogue, 'relations'>): Contract {
  const all = relations.filter(({ kind, partitionOf }) => (kind === 'table' || kind === 'partitioned') && partitionOf === null);
  const named = all.filter(({ schema, name }) => findTables(contract, schema, name).length > 0);
  // A platform brings schemas of its own, which no code declares.
  const schemas = new Set(['public', ...named.map(({ schema }) => schema)]);
  const tables = all.filter(({ schema }) => schemas.has(schema));
  if (all.length === 0 || (named.length > 0 && named.length >= tables.length * LEAST)) return contract;
  const gap = `The ${contract.source} of the code name ${named.length} of ${tables.length} tables, so the others count as used too.`;
  return { ...contract, gaps: [...contract.gaps, gap] };
}
