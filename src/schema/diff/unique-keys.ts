import type { Unique } from '../catalogue/catalogue.ts';
import type { TablePair } from './table-pair.ts';

/** One column or expression that two unique keys have in common. `types` are those of the column; null for an expression. */
export interface KeyPair {
  readonly old: Unique['keys'][number];
  readonly now: Unique['keys'][number];
  readonly types: { readonly old: string; readonly now: string } | null;
}

/** The keys as the old code calls them. */
export function keysBefore(pair: TablePair, unique: Unique): string[] {
  return unique.keys.map((key) => pair.before.columns.find(({ num }) => num === key.num)?.name ?? `(${key.text})`);
}

export function keysAfter(pair: TablePair, unique: Unique): string[] {
  return unique.keys.map((key) => (key.num === 0 ? `(${key.text})` : (pair.oldColumn(key.num)?.name ?? `new ${key.text}`)));
}

export function keyPairs(pair: TablePair, old: Unique, now: Unique): KeyPair[] {
  const names = keysAfter(pair, now);
  return keysBefore(pair, old).flatMap((name, at) => {
    const [one, other] = [old.keys[at], now.keys[names.indexOf(name)]];
    if (one === undefined || other === undefined) return [];
    const before = pair.before.columns.find(({ num }) => num === one.num)?.type;
    const after = pair.after.columns.find(({ num }) => num === other.num)?.type;
    return [{ old: one, now: other, types: before === undefined || after === undefined ? null : { old: before, now: after } }];
  });
}
