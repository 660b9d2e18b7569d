import type { Contract, ContractTable } from './contract.ts';

/** Every entry for one table: several where the contract was read from several places. */
export function findTables({ tables }: Pick<Contract, 'tables'>, schema: string, name: string): ContractTable[] {
  return tables.filter((table) => table.name === name && (table.schema === null || table.schema === schema));
}
