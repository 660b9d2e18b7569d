import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Contract } from './contract.ts';
import { writesColumn } from './writes-column.ts';

/**
 * The old schema as this code writes it: a column that the contract shows it never writes looks as if the database computed it, so that no
 * made-up statement writes it either. For making statements alone; never for a comparison.
 */
export function asWritten(before: Catalogue, contract: Contract): Catalogue {
  return {
    ...before,
    relations: before.relations.map((relation) => ({
      ...relation,
      columns: relation.columns.map((column) => {
        const never = column.generated === '' && writesColumn(contract, relation, column.name) === false;
        return never ? { ...column, generated: 's' as const } : column;
      }),
    })),
  };
}
