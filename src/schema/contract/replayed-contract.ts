import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Contract } from './contract.ts';

/**
 * The schema that the old code was written for, where the code states nothing itself: everything in it may be used, and nothing can be shown
 * not to be.
 */
export function replayedContract({ relations, enums }: Pick<Catalogue, 'relations' | 'enums'>): Contract {
  return {
    source: 'replayed catalogue',
    files: [],
    tables: relations.map(({ schema, name, columns }) => ({
      schema,
      name,
      columns: columns.map((column) => ({ name: column.name, written: column.generated === '' ? ('unknown' as const) : false })),
      everyColumn: 'no',
    })),
    enums: enums.map(({ schema, name, labels }) => ({ schema, name, labels })),
    statements: [],
    gaps: [],
  };
}
