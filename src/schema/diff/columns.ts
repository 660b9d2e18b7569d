import type { Column } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { columnChanges } from './column-changes.ts';
import { found } from './found.ts';
import type { TablePair } from './table-pair.ts';
import type { TypeWorld } from './type-change.ts';

export function columnFindings(pair: TablePair, world: TypeWorld): Finding[] {
  return [...pair.before.columns.flatMap((column) => survival(pair, column, world)), ...addedColumns(pair)];
}

function survival(pair: TablePair, before: Column, world: TypeWorld): Finding[] {
  const object = `${pair.name}.${before.name}`;
  const named = pair.after.columns.find((column) => column.name === before.name);
  const same = pair.before.oid === pair.after.oid ? pair.after.columns.find((column) => column.num === before.num) : undefined;
  if (named) {
    const recreated = pair.before.oid === pair.after.oid && named.num !== before.num;
    const changes = columnChanges(object, pair, before, named, world);
    if (!recreated) return changes;
    const where = same ? ` Its old values are in ${same.name}.` : '';
    return [
      found('COLUMN_RECREATED', object, `${object} is another column than before: its values are gone unless they were copied.${where}`),
      ...changes,
    ];
  }
  if (same) return [found('COLUMN_RENAMED', object, `${object} is now called ${same.name}.`)];
  return [found('COLUMN_DROPPED', object, `${object} no longer exists.`)];
}

/** Columns that an insert of the old code must fill and does not know. */
export function addedColumns(pair: TablePair): Finding[] {
  return pair.after.columns
    .filter((column) => pair.oldColumn(column.num) === null && isRequired(column))
    .map((column) => {
      const object = `${pair.name}.${column.name}`;
      return found(
        'REQUIRED_COLUMN_ADDED',
        object,
        `${object} is new and required, and has no default: an insert that does not name it fails.`,
      );
    });
}

export function isRequired(column: Column): boolean {
  return column.notNull && column.default === null && column.identity === '' && column.generated === '';
}
