import type { Unique } from '../catalogue/catalogue.ts';
import type { Finding } from '../finding.ts';
import { isRequired } from './columns.ts';
import { evaluate } from './expression/evaluate.ts';
import { fillsItself } from './fills-itself.ts';
import { found } from './found.ts';
import type { TablePair } from './table-pair.ts';

export function uniqueFindings(pair: TablePair): Finding[] {
  return [
    ...pair.after.uniques.flatMap((unique) => added(pair, unique)),
    ...pair.before.uniques.flatMap((unique) => dropped(pair, unique)),
  ];
}

function added(pair: TablePair, unique: Unique): Finding[] {
  if (pair.before.uniques.some((old) => isSame(pair, old, unique))) return [];
  const code = unique.constraint === 'primary' ? 'PRIMARY_KEY_ADDED' : 'UNIQUE_ADDED';
  const object = `${pair.name}/${unique.name}`;
  const now = `${pair.name} is now unique on (${unique.keys.map((key) => key.text).join(', ')})`;
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
  if (pair.before.uniques.some((old) => isStricter(pair, old, unique))) {
    return [found(code, object, `${now} instead of a stricter key: what handled the conflict on the old key does not handle this one.`)];
  }
  return [found(code, object, `${now}: a second row with the same values is refused.`)];
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
  if (survives(pair, unique)) return [];
  const columns = unique.keys.map((key) => pair.before.columns.find(({ num }) => num === key.num)?.name);
  const kept = new Set(pair.after.columns.map((column) => pair.oldColumn(column.num)?.name === column.name && column.name));
  // A key that went with its column is told by the finding about the column.
  if (columns.some((name) => name !== undefined && !kept.has(name))) return [];
  const keys = unique.keys.map((key) => key.text).join(', ');
  const message = `${pair.name} is no longer unique on (${keys}): an upsert on it fails, and duplicates can appear.`;
  return [found('UNIQUE_DROPPED', `${pair.name}/${unique.name}`, message)];
}

function survives(pair: TablePair, old: Unique): boolean {
  return pair.after.uniques.some((now) => isSame(pair, old, now) && (!now.deferrable || old.deferrable));
}

/** The same keys for an `on conflict` of the old code, whatever they are called. */
function isSame(pair: TablePair, old: Unique, now: Unique): boolean {
  if (pair.before.oid === pair.after.oid && old.oid === now.oid) return true;
  const [one, other] = [keysBefore(pair, old), keysAfter(pair, now)];
  return (
    one.length === other.length &&
    one.every((key) => other.includes(key)) &&
    old.predicate === now.predicate &&
    old.nullsNotDistinct === now.nullsNotDistinct
  );
}

function isStricter(pair: TablePair, old: Unique, now: Unique): boolean {
  const [one, other] = [keysBefore(pair, old), keysAfter(pair, now)];
  const sameNulls = old.nullsNotDistinct || !now.nullsNotDistinct || one.every((key) => isNeverNull(pair, key));
  return sameNulls && one.every((key) => other.includes(key)) && (old.predicate === null || old.predicate === now.predicate);
}

function isNeverNull(pair: TablePair, name: string): boolean {
  return pair.before.columns.some((column) => column.name === name && column.notNull);
}

function keysBefore(pair: TablePair, unique: Unique): string[] {
  return unique.keys.map((key) => pair.before.columns.find(({ num }) => num === key.num)?.name ?? `(${key.text})`);
}

function keysAfter(pair: TablePair, unique: Unique): string[] {
  return unique.keys.map((key) => (key.num === 0 ? `(${key.text})` : (pair.oldColumn(key.num)?.name ?? `new ${key.text}`)));
}
