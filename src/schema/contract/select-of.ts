import type { ContractTable } from './contract.ts';

/** What a client that reads every declared column sends. */
export function selectOf({ schema, name, columns, everyColumn }: ContractTable): string {
  const table = [schema, name]
    .filter((part) => part !== null)
    .map(quoteName)
    .join('.');
  const names = columns.map((column) => quoteName(column.name)).join(', ');
  return `SELECT ${everyColumn === 'read' ? '*' : names} FROM ${table}`;
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
