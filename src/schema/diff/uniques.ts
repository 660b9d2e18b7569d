import type { Unique } from '../catalogue/catalogue.ts';
import type { Finding, FindingCode, Severity } from '../finding.ts';
import { isRequired } from './columns.ts';
import { equalityOf, hasSameColumns, isSameKey, isStricter, isWeakerSuccessor, takesUpserts } from './compare-uniques.ts';
import { evaluate } from './expression/evaluate.ts';
import { fillsItself } from './fills-itself.ts';
import { found } from './found.ts';
import type { EqualityChange } from './key-equality.ts';
import type { TablePair } from './table-pair.ts';

export function uniqueFindings(pair: TablePair): Finding[] {
  return [
    ...pair.after.uniques.flatMap((unique) => added(pair, unique)),
    ...pair.before.uniques.flatMap((unique) => dropped(pair, unique)),
  ];
}

function added(pair: TablePair, unique: Unique): Finding[] {
  const code = unique.constraint === 'primary' ? 'PRIMARY_KEY_ADDED' : 'UNIQUE_ADDED';
  const object = `${pair.name}/${unique.name}`;
  const keys = textOf(unique);
  const known = pair.before.uniques.filter(
    (old) => isSameKey(pair, old, unique) || (takesUpserts(pair, old, unique) && isStricter(pair, old, unique)),
  );
  if (known.length > 0) {
    const changes = known.map((old) => equalityOf(pair, old, unique));
    return changes.some((change) => change === 'same' || change === 'finer') ? [] : comparing(code, object, keys, changes[0] ?? 'same');
  }

  const now = `${pair.name} is now unique on (${keys})`;
  const harmless = whyHarmless(pair, unique);
  if (harmless !== null) return [found(code, object, `${now}, but ${harmless}.`, { severity: 'note' })];
  const computed = unique.keys.find((key) => isComputed(pair, key.num));
  if (computed !== undefined)
    return [
      found(code, object, `${now}: an insert that leaves ${computed.text} out gets what its default computes.`, {
        severity: 'conditional',
      }),
    ];
  if (unique.predicate !== null && !evaluate(unique.predicate, pair.untouched).has('true')) {
    return [found(code, object, `${now} where ${unique.predicate}: an old update of rows that the live code wrote can collide.`)];
  }
  if (isWeakerSuccessor(pair, unique)) {
    return [found(code, object, `${now} instead of a stricter key: code that handled a conflict on the old key does not handle this one.`)];
  }
  const nulls = unique.nullsNotDistinct ? ', where NULL is a value like others' : '';
  return [found(code, object, `${now}${nulls}: a second row with the same values is refused.`)];
}

const COMPARES: Readonly<Record<EqualityChange, readonly [severity: Severity, says: string]>> = {
  coarser: ['data', 'values that differed are the same now, and the second is refused'],
  another: ['conditional', 'values that differed may be the same now, and the second refused'],
  rounded: ['note', 'values that are stored less exactly may become the same'],
  finer: ['note', 'values that were the same differ now'],
  same: ['note', 'nothing is different'],
};

/** The old key under the same columns, with another idea of what is the same. */
function comparing(code: FindingCode, object: string, keys: string, change: EqualityChange): Finding[] {
  const [severity, says] = COMPARES[change];
  return [found(code, object, `The unique key ${object} compares (${keys}) in another way than before: ${says}.`, { severity })];
}

/** Why no insert of the old code can collide, or null. */
function whyHarmless(pair: TablePair, unique: Unique): string | null {
  if (pair.before.uniques.some((old) => survives(pair, old) && isStricter(pair, old, unique)))
    return 'an older unique key is at least as strict';
  for (const key of unique.keys) {
    const column = pair.after.columns.find(({ num }) => num === key.num);
    if (!column || pair.oldColumn(column.num) !== null) continue;
    if (isRequired(column)) return `${column.name} is required and reported as such`;
    if (fillsItself(column)) return `${column.name} fills itself`;
  }
  if (!unique.nullsNotDistinct && unique.keys.some((key) => staysNull(pair, key.text)))
    return 'a new column in it stays NULL in old inserts';
  return null;
}

/** A new column whose default is another for every row, or may be. */
function isComputed(pair: TablePair, num: number): boolean {
  const column = pair.after.columns.find((one) => one.num === num);
  return column?.default != null && pair.oldColumn(num) === null && !pair.untouched.has(column.name);
}

/** A key over one new column, alone or in a function, where an old insert leaves NULL. */
function staysNull(pair: TablePair, key: string): boolean {
  return !evaluate(`${key} IS NULL`, pair.untouched).has('false');
}

function dropped(pair: TablePair, unique: Unique): Finding[] {
  const object = `${pair.name}/${unique.name}`;
  const keys = textOf(unique);
  const successors = pair.after.uniques.filter((now) => takesUpserts(pair, unique, now));
  if (successors.length > 0) return loosened(pair, object, unique, successors);
  const columns = unique.keys.map((key) => pair.before.columns.find(({ num }) => num === key.num)?.name);
  const kept = new Set(pair.after.columns.map((column) => pair.oldColumn(column.num)?.name === column.name && column.name));
  // A key that went with its column is told by the finding about the column.
  if (columns.some((name) => name !== undefined && !kept.has(name))) return [];
  if (pair.after.uniques.some((now) => now.deferrable && hasSameColumns(pair, unique, now))) {
    const message = `The unique key of ${pair.name} on (${keys}) is now deferrable: an upsert on it fails, and duplicates are refused later.`;
    return [found('UNIQUE_DROPPED', object, message, { sqlstate: '55000' })];
  }
  const message = `${pair.name} is no longer unique on (${keys}): an upsert on it fails, and duplicates can appear.`;
  return [found('UNIQUE_DROPPED', object, message)];
}

/** A key that is still there for upserts, and lets in rows that it refused. */
function loosened(pair: TablePair, object: string, unique: Unique, successors: readonly Unique[]): Finding[] {
  const isAsStrict = (now: Unique) =>
    (now.nullsNotDistinct || !unique.nullsNotDistinct) && ['same', 'coarser', 'rounded'].includes(equalityOf(pair, unique, now));
  if (successors.some(isAsStrict)) return [];
  const nulls = unique.nullsNotDistinct && successors.every((now) => !now.nullsNotDistinct);
  const why = nulls ? 'it takes rows with NULL more than once now' : 'values that were the same to it differ now';
  const message = `The unique key of ${pair.name} on (${textOf(unique)}) is weaker than before: ${why}, so duplicates can appear.`;
  return [found('UNIQUE_DROPPED', object, message, { sqlstate: null })];
}

function survives(pair: TablePair, old: Unique): boolean {
  return pair.after.uniques.some((now) => isSameKey(pair, old, now) && takesUpserts(pair, old, now));
}

function textOf(unique: Unique): string {
  return unique.keys.map((key) => key.text).join(', ');
}
