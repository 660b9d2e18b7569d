import type { Relation } from '../catalogue/catalogue.ts';
import { pairTables } from '../diff/table-pair.ts';
import { evaluate } from '../diff/expression/evaluate.ts';
import { assignments, type Filled } from './assignments.ts';
import type { Values } from './row.ts';

const MOST = 24;

/** The row, changed where that makes it meet the checks of its table: which of two columns is filled, say. As it is where nothing is found. */
export function meetingChecks(table: Relation, values: Values, filled: Filled): Values {
  // An insert leaves in a column that it does not name what one leaves that does not know it.
  const { untouched } = pairTables({ ...table, columns: [] }, table);
  const mayFail = (row: Values) =>
    table.checks.filter((check) => check.enforced && evaluate(check.expression, new Map([...untouched, ...row])).has('false'));
  const sets = mayFail(values).reduce<Values[]>(
    (found, { expression }) => {
      const more = assignments(expression, true, filled);
      return more.length === 0 ? found : found.flatMap((set) => more.map((one) => new Map([...set, ...one]))).slice(0, MOST);
    },
    [new Map()],
  );
  const columns = new Set(table.columns.map(({ name }) => name));
  const rows = sets.map((set) => new Map([...values, ...[...set].filter(([column]) => columns.has(column))]));
  const changed = (row: Values) => [...values].filter(([column, value]) => row.get(column) !== value).length;
  const nearest = rows.toSorted((one, other) => changed(one) - changed(other));
  return nearest.find((row) => mayFail(row).length === 0) ?? nearest[0] ?? values;
}
