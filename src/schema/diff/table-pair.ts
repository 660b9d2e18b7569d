import type { Column, Relation } from '../catalogue/catalogue.ts';
import { literalOf } from './expression/atom.ts';
import type { KnownValues } from './expression/evaluate.ts';
import { qualified } from './named.ts';

/** One table before and after, and which column of the old code each column of today is. */
export interface TablePair {
  readonly before: Relation;
  readonly after: Relation;
  readonly name: string;
  /** Null for a column that the old code does not know. */
  oldColumn(num: number): Column | null;
  /** What an insert of the old code leaves in the columns that it does not know, where that is a constant. */
  readonly untouched: KnownValues;
}

export function pairTables(before: Relation, after: Relation): TablePair {
  const beforeByName = new Map(before.columns.map((column) => [column.name, column]));
  const beforeByNum = new Map(before.oid === after.oid ? before.columns.map((column) => [column.num, column]) : []);
  const afterNames = new Set(after.columns.map((column) => column.name));
  const old = new Map(
    after.columns.map((column) => {
      const moved = beforeByNum.get(column.num);
      return [column.num, beforeByName.get(column.name) ?? (moved && !afterNames.has(moved.name) ? moved : null)];
    }),
  );
  const added = after.columns.filter((column) => old.get(column.num) === null);
  return {
    before,
    after,
    name: qualified(before),
    oldColumn: (num) => old.get(num) ?? null,
    untouched: new Map(added.flatMap((column) => constantOf(column).map((value) => [column.name, value]))),
  };
}

function constantOf(column: Column): (string | null)[] {
  if (column.generated !== '' || column.identity !== '') return [];
  if (column.default === null || /^NULL(?:::|$)/.test(column.default)) return [null];
  const constant = literalOf(column.default);
  return constant === null ? [] : [constant];
}
