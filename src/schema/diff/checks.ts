import type { Check } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { withoutCounting } from './expression/atom.ts';
import { evaluate, type Outcomes } from './expression/evaluate.ts';
import { implies } from './expression/implies.ts';
import { found } from './found.ts';
import type { TablePair } from './table-pair.ts';

export function checkFindings(pair: TablePair): Finding[] {
  return pair.after.checks.filter((check) => check.enforced && !wasThere(pair, check)).map((check) => judged(pair, check));
}

function wasThere(pair: TablePair, check: Check): boolean {
  return pair.before.checks.some((old) => {
    const same = pair.before.oid === pair.after.oid && old.oid === check.oid;
    return old.enforced && (same || old.expression === check.expression);
  });
}

function judged(pair: TablePair, check: Check): Finding {
  const object = `${pair.name}/${check.name}`;
  const rule = `${pair.name} now demands ${check.expression}`;
  const demanded = pair.before.checks.filter((old) => old.enforced).map((old) => old.expression);
  const required = pair.before.columns.filter((column) => column.notNull).map((column) => `${column.name} IS NOT NULL`);
  if (implies([...demanded, ...required], check.expression)) {
    return found('CHECK_ADDED', object, `${rule}, which every row that was accepted before meets.`, { severity: 'note' });
  }

  const left = new Set([...pair.untouched].flatMap(([name, value]) => (value === null ? [name] : [])));
  const isMet = implies([...demanded, ...required], withoutCounting(check.expression, left));
  if (!isMet) {
    const shortest = new Map([...pair.untouched, ...omitted(pair)]);
    const wasTaken = demanded.every((old) => !isOnlyFalse(evaluate(old, shortest)));
    if (wasTaken && isOnlyFalse(evaluate(check.expression, shortest)))
      return found('CHECK_ADDED', object, `${rule}: an insert that leaves its columns out fails.`, { severity: 'hard' });
    if (evaluate(check.expression, pair.untouched, filledIn(pair)).has('false'))
      return found('CHECK_ADDED', object, `${rule}: rows that do not meet it are refused.`);
  }
  const severity = touchesOld(pair, check) ? 'conditional' : 'note';
  return found('CHECK_ADDED', object, `${rule}, which the rows of old inserts meet.`, { severity });
}

function isOnlyFalse(outcomes: Outcomes): boolean {
  return outcomes.size === 1 && outcomes.has('false');
}

/** What an insert of the old code that names only the required columns leaves in the others. */
function omitted(pair: TablePair): [string, null][] {
  return pair.after.columns
    .filter(
      (column) =>
        column.default === null && column.identity === '' && column.generated === '' && pair.oldColumn(column.num)?.notNull === false,
    )
    .map((column) => [column.name, null]);
}

/** Columns that the old code can leave NULL in no row. */
function filledIn(pair: TablePair): ReadonlySet<string> {
  return new Set(pair.after.columns.filter(({ num }) => pair.oldColumn(num)?.notNull === true).map(({ name }) => name));
}

/** The old code can still write a row of the live code into a state that the check refuses. */
function touchesOld(pair: TablePair, check: Check): boolean {
  return check.columns.some((num) => pair.oldColumn(num) !== null);
}
