import { parseType } from './type-text.ts';
import type { TypeText } from './type-text.ts';

/** What values and statements of the old type meet in the new one. */
export type TypeChange = 'same' | 'widened' | 'compatible' | 'narrowed' | 'changed';

const WHOLE = ['smallint', 'integer', 'bigint'];
const FLOAT = ['real', 'double precision'];
const NUMBER = new Set([...WHOLE, 'numeric', ...FLOAT]);
const TEXT = new Set(['character varying', 'text', 'citext', 'character', 'bpchar']);
const MOMENTS = ['date', 'timestamp without time zone', 'timestamp with time zone'];
const CLOCKS = ['time without time zone', 'time with time zone'];

/** Pairs whose values can be assigned and compared either way, though a client may decode them differently. */
const COMPATIBLE: readonly (readonly [string, string])[] = [
  ['json', 'jsonb'],
  ['cidr', 'inet'],
  ['bit', 'bit varying'],
];

/** Both as `format_type` prints them. */
export function compareTypes(before: string, after: string): TypeChange {
  if (before === after) return 'same';
  const [from, to] = [parseType(before), parseType(after)];
  if (from.array !== to.array) return 'changed';
  if (from.base === to.base) return compareModifiers(from, to);
  // There is no operator between arrays of different element types, however close these are.
  if (from.array) return 'changed';
  if (isText(from) && isText(to)) return compareTexts(from, to);
  if (NUMBER.has(from.base) && NUMBER.has(to.base)) return compareNumbers(from, to);
  const together = [MOMENTS, CLOCKS].some((family) => family.includes(from.base) && family.includes(to.base));
  return together || COMPATIBLE.some(([one, other]) => one === from.base && other === to.base) ? 'compatible' : 'changed';
}

/** The same type with another length, precision or scale. */
function compareModifiers(from: TypeText, to: TypeText): TypeChange {
  if (to.modifierText === null) return from.base === 'bit' || from.base === 'character' ? 'narrowed' : 'widened';
  if (isText(from) || from.base === 'bit varying') return longer(from, to);
  if (from.base === 'numeric') return compareNumeric(from, to);
  if ([...MOMENTS, ...CLOCKS, 'interval'].includes(from.base))
    return (to.modifiers[0] ?? 0) >= (from.modifiers[0] ?? 6) ? 'widened' : 'compatible';
  return 'changed';
}

function isText({ base, local }: TypeText): boolean {
  return TEXT.has(base) || local === 'citext';
}

function compareTexts(from: TypeText, to: TypeText): TypeChange {
  const length = longer(from, to);
  if (length === 'narrowed') return length;
  // Blanks at the end count in one and not in the other; case in one and not in the other.
  return [from, to].some((type) => type.base === 'character' || type.base === 'bpchar' || type.local === 'citext')
    ? 'compatible'
    : 'widened';
}

function longer(from: TypeText, to: TypeText): TypeChange {
  const limit = (type: TypeText) => type.modifiers[0] ?? Number.POSITIVE_INFINITY;
  return limit(to) >= limit(from) ? 'widened' : 'narrowed';
}

function compareNumbers(from: TypeText, to: TypeText): TypeChange {
  for (const family of [WHOLE, FLOAT]) {
    const [at, next] = [family.indexOf(from.base), family.indexOf(to.base)];
    if (at >= 0 && next >= 0) return next > at ? 'widened' : 'narrowed';
  }
  if (WHOLE.includes(to.base)) return 'narrowed';
  if (to.base === 'numeric' && to.modifiers.length > 0) return wholeDigits(to) >= digitsOf(from) ? 'compatible' : 'narrowed';
  return 'compatible';
}

/** Fewer digits before the point are refused; fewer after it round silently, which may need one more before it. */
function compareNumeric(from: TypeText, to: TypeText): TypeChange {
  const room = wholeDigits(to) - wholeDigits(from);
  const keepsScale = (to.modifiers[1] ?? 0) >= (from.modifiers[1] ?? Number.POSITIVE_INFINITY);
  if (keepsScale) return room < 0 ? 'narrowed' : 'widened';
  return room > 0 ? 'compatible' : 'narrowed';
}

function wholeDigits({ modifiers }: TypeText): number {
  const [precision = Number.POSITIVE_INFINITY, scale = 0] = modifiers;
  return precision - scale;
}

function digitsOf({ base }: TypeText): number {
  return { smallint: 5, integer: 10, bigint: 19 }[base] ?? Number.POSITIVE_INFINITY;
}
