import type { Unique } from '../catalogue/catalogue.ts';
import { compareTypes } from './compare-types.ts';
import type { KeyPair } from './unique-keys.ts';

/**
 * How a key over the same columns tells values apart now. `coarser`: values that differed are the same, so that it takes fewer rows. `finer`: values that
 * were the same differ. `another`: perhaps both. `rounded`: values that are stored less exactly may become the same.
 */
export type EqualityChange = 'same' | 'coarser' | 'finer' | 'another' | 'rounded';

/** Letter by letter, whatever the collation sorts by. */
const EXACT = /^(?:text|varchar|text_pattern|varchar_pattern)_ops$/;
const TEXT = /^(?:text|varchar|bpchar|citext)(?:_pattern)?_ops(?: |$)/;

export function equalityChange(pairs: readonly KeyPair[]): EqualityChange {
  const changes = new Set(pairs.map(changeOf));
  if (changes.has('coarser')) return 'coarser';
  if (changes.has('another')) return 'another';
  if (changes.has('rounded')) return 'rounded';
  return changes.has('finer') ? 'finer' : 'same';
}

function changeOf({ old, now, types }: KeyPair): EqualityChange {
  if (TEXT.test(old.equality) && TEXT.test(now.equality)) return ofTexts(old, now);
  if (types === null) return old.equality === now.equality ? 'same' : 'another';
  return ['same', 'widened'].includes(compareTypes(types.old, types.now)) ? 'same' : 'rounded';
}

function ofTexts(old: Unique['keys'][number], now: Unique['keys'][number]): EqualityChange {
  const [from, to] = [old.equality, now.equality].map((equality) => equality.replace('_pattern_ops', '_ops'));
  if (from === to || (EXACT.test(old.equality) && EXACT.test(now.equality))) return 'same';
  if (EXACT.test(old.equality)) return 'coarser';
  return EXACT.test(now.equality) ? 'finer' : 'another';
}
