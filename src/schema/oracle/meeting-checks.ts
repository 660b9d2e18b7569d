import type { Relation } from '../catalogue/catalogue.ts';
import { pairTables } from '../diff/table-pair.ts';
import { evaluate } from '../diff/expression/evaluate.ts';
import { assignments, type Filled } from './assignments.ts';
import type { Values } from './row.ts';

const MOST = 12;

/** The row, changed where that makes it meet the checks of its table: which of two columns is filled, say. As it is where nothing is found. */
export function meetingChecks(table: Relation, values: Values, filled: Filled): Values {
  // An insert leaves in a column that it does not name what one leaves that does not know it.
  const { untouched } = pairTables({ ...table, columns: [] }, table);
  const mayFail = (row: Values) =>
    table.checks.filter((check) => check.enforced && evaluate(check.expression, new Map([...untouched, ...row])).has('false'));
  const columns = new Set(table.columns.map(({ name }) => name));
  const changed = (set: Values) => [...set].filter(([column, value]) => values.has(column) && values.get(column) !== value).length;
  const sets = mayFail(values).reduce<Values[]>(
    (found, { expression }) => {
      const solutions = assignments(expression, true, filled).map((set) => [...set].filter(([column]) => columns.has(column)));
      if (solutions.length === 0) return found;
      const more = found.flatMap((set) => solutions.map((solution) => new Map([...set, ...solution])));
      return more.toSorted((one, other) => changed(one) - changed(other)).slice(0, MOST);
    },
    [new Map()],
  );
  const [nearest = values, ...others] = sets.map((set) => new Map([...values, ...set]));
  return [nearest, ...others].find((row) => mayFail(row).length === 0) ?? nearest;
}
