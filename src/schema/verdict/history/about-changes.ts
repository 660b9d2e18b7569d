import type { Relation } from '../../catalogue/catalogue.ts';
import { qualified } from '../../diff/named.ts';
import type { Statement } from '../../oracle/statement.ts';
import type { Seen } from './scout.ts';

/** Without those about one column alone, where the column is as it was or its whole table is gone. */
export function aboutChanges(statements: readonly Statement[], { before, after }: Pick<Seen, 'before' | 'after'>): Statement[] {
  const old = new Map(before.relations.map((relation) => [qualified(relation), relation]));
  const now = new Map(after.relations.map((relation) => [qualified(relation), relation]));
  const changed = new Map<string, ReadonlySet<string>>();
  return statements.filter(({ object, part }) => {
    const table = old.get(object);
    if (part === null || !table?.columns.some(({ name }) => name === part)) return true;
    const columns = changed.get(object) ?? changedColumns(table, now.get(object));
    changed.set(object, columns);
    return columns.has(part);
  });
}

function changedColumns(old: Relation, now: Relation | undefined): ReadonlySet<string> {
  if (now === undefined) return new Set();
  const same = new Set(now.columns.map((column) => JSON.stringify(column)));
  return new Set(old.columns.filter((column) => !same.has(JSON.stringify(column))).map(({ name }) => name));
}
