import { parseAtom } from './atom.ts';
import type { Atom } from './atom.ts';
import { parseCondition } from './condition.ts';
import type { Condition } from './condition.ts';

type Truth = 'true' | 'false' | 'null';

/** What SQL may make of a condition, given what is known of the row. */
export type Outcomes = ReadonlySet<Truth>;

/** The values that are known of a row, by column: null is SQL's NULL. */
export type KnownValues = ReadonlyMap<string, string | null>;

const ANY: Outcomes = new Set<Truth>(['true', 'false', 'null']);
const NOT_NULL: Outcomes = new Set<Truth>(['true', 'false']);

/** A condition over a row of which only some columns are known. */
export function evaluate(condition: string, known: KnownValues): Outcomes {
  return outcomesOf(parseCondition(condition), known);
}

function outcomesOf(condition: Condition, known: KnownValues): Outcomes {
  if (condition.kind === 'atom') return atomOutcomes(condition.text, known);
  if (condition.kind === 'not') return new Set([...outcomesOf(condition.part, known)].map(negated));
  const [first, ...rest] = condition.parts.map((part) => outcomesOf(part, known));
  return rest.reduce((left, right) => combine(condition.kind, left, right), first ?? ANY);
}

function combine(kind: 'and' | 'or', left: Outcomes, right: Outcomes): Outcomes {
  const decides = kind === 'and' ? 'false' : 'true';
  const both = (one: Truth, other: Truth): Truth => {
    if (one === decides || other === decides) return decides;
    return one === 'null' ? one : other;
  };
  return new Set([...left].flatMap((one) => [...right].map((other) => both(one, other))));
}

function negated(truth: Truth): Truth {
  if (truth === 'null') return 'null';
  return truth === 'true' ? 'false' : 'true';
}

function only(truth: Truth | boolean): Outcomes {
  return new Set<Truth>([typeof truth === 'string' ? truth : truth ? 'true' : 'false']);
}

function atomOutcomes(text: string, known: KnownValues): Outcomes {
  const atom = parseAtom(text);
  if (atom.kind === 'other') return otherOutcomes(text, known);
  const value = valueOf(atom.subject, known);
  if (value === undefined) return atom.kind === 'nullness' ? NOT_NULL : ANY;
  if (atom.kind === 'nullness') return only((value === null) === atom.isNull);
  if (value === null) return only('null');
  return atom.kind === 'one of' ? only(atom.values.includes(value)) : boundOutcomes(Number(value), atom);
}

function boundOutcomes(value: number, { operator, limit }: Extract<Atom, { kind: 'bound' }>): Outcomes {
  if (Number.isNaN(value)) return ANY;
  const holds = { '<': value < limit, '<=': value <= limit, '>': value > limit, '>=': value >= limit };
  return only(holds[operator]);
}

/** A column alone is a boolean; a comparison with NULL is NULL, whatever stands on its other side. */
function otherOutcomes(text: string, known: KnownValues): Outcomes {
  const alone = valueOf(text, known);
  if (alone === 'true' || alone === 'false') return only(alone);
  if (alone === null) return only('null');
  const sides = /^(\S+) (?:<>|=|<|<=|>|>=|~|!~|~~) (\S+)$/.exec(text);
  const isNull = [sides?.[1], sides?.[2]].some((side) => side !== undefined && valueOf(side, known) === null);
  return isNull ? only('null') : ANY;
}

/** Functions that make NULL of NULL are looked through; `undefined` where nothing is known. */
function valueOf(subject: string, known: KnownValues): string | null | undefined {
  const name = unquoted(subject.replace(/::[\w ]+$/, '').replace(/^\((.*)\)$/, '$1'));
  if (known.has(name)) return known.get(name);
  const inside = /^(?:char_length|length|octet_length|lower|upper|btrim|trim|abs)\((.*)\)$/.exec(subject)?.[1];
  return inside !== undefined && valueOf(inside, known) === null ? null : undefined;
}

function unquoted(name: string): string {
  return /^".*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}
