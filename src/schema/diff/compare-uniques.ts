import type { Unique } from '../catalogue/catalogue.ts';
import { equalityChange, type EqualityChange } from './key-equality.ts';
import type { TablePair } from './table-pair.ts';
import { keyPairs, keysAfter, keysBefore } from './unique-keys.ts';

/** The same keys for an `on conflict` of the old code, whatever they are called and however they compare. */
export function isSameKey(pair: TablePair, old: Unique, now: Unique): boolean {
  if (isSameIndex(pair, old, now)) return true;
  return hasSameColumns(pair, old, now) && old.predicate === now.predicate && old.nullsNotDistinct === now.nullsNotDistinct;
}

/** Whether an upsert on the old key still finds one. What is unique everywhere is so in a part of the rows too. */
export function takesUpserts(pair: TablePair, old: Unique, now: Unique): boolean {
  if (now.deferrable && !old.deferrable) return false;
  if (isSameIndex(pair, old, now)) return true;
  return hasSameColumns(pair, old, now) && (now.predicate === null || now.predicate === old.predicate);
}

function isSameIndex(pair: TablePair, old: Unique, now: Unique): boolean {
  return pair.before.oid === pair.after.oid && old.oid === now.oid;
}

export function hasSameColumns(pair: TablePair, old: Unique, now: Unique): boolean {
  const [one, other] = [keysBefore(pair, old), keysAfter(pair, now)];
  return one.length === other.length && one.every((key) => other.includes(key));
}

/** Whether every row that the old key lets in is let in by the new one. */
export function isStricter(pair: TablePair, old: Unique, now: Unique): boolean {
  const [one, other] = [keysBefore(pair, old), keysAfter(pair, now)];
  const sameNulls = old.nullsNotDistinct || !now.nullsNotDistinct || one.every((key) => isNeverNull(pair, key));
  return (
    sameNulls &&
    one.every((key) => other.includes(key)) &&
    (old.predicate === null || old.predicate === now.predicate) &&
    ['same', 'finer'].includes(equalityOf(pair, old, now))
  );
}

export function equalityOf(pair: TablePair, old: Unique, now: Unique): EqualityChange {
  return equalityChange(keyPairs(pair, old, now));
}

/** A key that took the place of a stricter one: it refuses no row that was let in before. */
export function isWeakerSuccessor(pair: TablePair, now: Unique): boolean {
  return pair.before.uniques.some((old) => isStricter(pair, old, now));
}

function isNeverNull(pair: TablePair, name: string): boolean {
  return pair.before.columns.some((column) => column.name === name && column.notNull);
}
