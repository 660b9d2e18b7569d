import type { ContractColumn, ContractTable } from './contract.ts';
import type { TableUse } from './uses-of.ts';

/** One entry a table from what the single statements use, by name. */
export function mergeUses(uses: readonly TableUse[]): ContractTable[] {
  const byTable = Map.groupBy(uses, ({ schema, name }) => JSON.stringify([schema, name]));
  const tables = [...byTable.values()].flatMap((group): ContractTable[] => {
    const [first] = group;
    if (first === undefined) return [];
    const names = new Set(group.flatMap(({ named }) => [...named]));
    const written = new Set(group.flatMap((use) => [...use.written]));
    const columns = [...names].toSorted().map((name): ContractColumn => ({ name, written: written.has(name) }));
    const everyColumn = (['written', 'read'] as const).find((kind) => group.some((use) => use.everyColumn === kind)) ?? 'no';
    return [{ schema: first.schema, name: first.name, columns, everyColumn }];
  });
  return tables.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
