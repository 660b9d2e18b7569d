import type { Contract } from './contract.ts';
import { findTables } from './find-tables.ts';

/** Whether the code may put a value into a column. False only where its contract was read whole and shows that nothing does. */
export function writesColumn(
  contract: Contract,
  table: { readonly schema: string; readonly name: string },
  column: string,
): boolean | 'unknown' {
  const tables = findTables(contract, table.schema, table.name);
  const answers = new Set(tables.flatMap(({ columns }) => columns.filter(({ name }) => name === column).map(({ written }) => written)));
  if (answers.has(true)) return true;
  const open = answers.has('unknown') || tables.some(({ everyColumn }) => everyColumn === 'written');
  return open || contract.gaps.length > 0 || contract.source === 'replayed catalogue' ? 'unknown' : false;
}
