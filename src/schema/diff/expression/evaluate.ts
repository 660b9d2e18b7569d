import { counted, deniedBy, parseAtom } from './atom.ts';
import type { Atom } from './atom.ts';
import { LONGEST, parseCondition } from './condition.ts';
import type { Condition } from './condition.ts';

type Truth = 'true' | 'false' | 'null';

/** What SQL may make of a condition, given what is known of the row. */
export type Outcomes = ReadonlySet<Truth>;

/** The values that are known of a row, by column: null is SQL's NULL. */
export type KnownValues = ReadonlyMap<string, string | null>;

interface Row {
  readonly known: KnownValues;
  /** Columns that are not NULL, whatever else they hold. */
  readonly filled: ReadonlySet<string>;
}

/** Each doubles the work. */
const MOST_SPLITS = 6;

const ANY: Outcomes = new Set<Truth>(['true', 'false', 'null']);
const NOT_NULL: Outcomes = new Set<Truth>(['true', 'false']);

/** A condition over a row of which only some columns are known. What asks twice whether a column is NULL gets the same answer twice. */
export function evaluate(condition: string, known: KnownValues, filled: ReadonlySet<string> = new Set()): Outcomes {
  const parsed = parseCondition(condition);
  const open = nullTested(parsed).filter((column) => valueOf(column, known) === undefined && !filled.has(column));
  return outcomesOfEach(parsed, { known, filled }, [...new Set(open)].slice(0, MOST_SPLITS));
}

function outcomesOfEach(condition: Condition, row: Row, [column, ...others]: readonly string[]): Outcomes {
  if (column === undefined) return outcomesOf(condition, row);
  const whenNull = outcomesOfEach(condition, { ...row, known: new Map([...row.known, [column, null]]) }, others);
  const whenFilled = outcomesOfEach(condition, { ...row, filled: new Set([...row.filled, column]) }, others);
  return new Set([...whenNull, ...whenFilled]);
}

function nullTested(condition: Condition): string[] {
  if (condition.kind === 'not') return nullTested(condition.part);
  if (condition.kind !== 'atom') return condition.parts.flatMap(nullTested);
  const atom = parseAtom(condition.text);
  if (atom.kind === 'other') return [];
  return atom.kind === 'nullness' ? [atom.subject] : (counted(atom.subject) ?? []);
}

function outcomesOf(condition: Condition, row: Row): Outcomes {
  if (condition.kind === 'atom') return atomOutcomes(condition.text, row);
  if (condition.kind === 'not') return new Set([...outcomesOf(condition.part, row)].map(negated));
  const [first, ...rest] = condition.parts.map((part) => outcomesOf(part, row));
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

function atomOutcomes(text: string, row: Row): Outcomes {
  const denied = deniedBy(text);
  if (denied !== null) return new Set([...atomOutcomes(denied, row)].map(negated));
  const { known, filled } = row;
  const atom = parseAtom(text);
  if (atom.kind === 'other') return otherOutcomes(text, known);
  const value = countOf(atom.subject, row) ?? valueOf(atom.subject, known);
  const isFilled = filled.has(atom.subject);
  if (value === undefined && atom.kind === 'nullness') return isFilled ? only(!atom.isNull) : NOT_NULL;
  if (value === undefined) return isFilled ? NOT_NULL : ANY;
  if (atom.kind === 'nullness') return only((value === null) === atom.isNull);
  if (value === null) return only('null');
  return atom.kind === 'one of' ? only(atom.values.includes(value)) : boundOutcomes(Number(value), atom);
}

/** Of a `num_nonnulls` whose columns are all known to be NULL or not. */
function countOf(subject: string, { known, filled }: Row): string | undefined {
  const isFilled = (column: string) => (known.get(column) ?? null) !== null || filled.has(column);
  const columns = counted(subject);
  if (columns?.every((column) => known.has(column) || isFilled(column)) !== true) return undefined;
  return String(columns.filter(isFilled).length);
}

function boundOutcomes(value: number, { operator, limit }: Extract<Atom, { kind: 'bound' }>): Outcomes {
  if (Number.isNaN(value)) return ANY;
  const holds = { '<': value < limit, '<=': value <= limit, '>': value > limit, '>=': value >= limit };
  return only(holds[operator]);
}

/** A column alone is a boolean; a comparison with NULL is NULL, whatever stands on its other side. */
function otherOutcomes(text: string, known: KnownValues): Outcomes {
  if (text.length > LONGEST) return ANY;
  const alone = valueOf(text, known);
  if (alone === 'true' || alone === 'false') return only(alone);
  if (alone === null) return only('null');
  const sides = /^(\S+) (=|<|<=|>|>=|~|!~|~~) (\S+)$/.exec(text);
  if (sides === null) return ANY;
  const [one, other] = [sides[1], sides[3]].map((side) => valueOf(side ?? '', known));
  if (one === null || other === null) return only('null');
  const operator = sides[2] ?? '';
  return one !== undefined && one === other && !operator.includes('~') ? only(/^(?:=|<=|>=)$/.test(operator)) : ANY;
}

/** Functions that make NULL of NULL are looked through; `undefined` where nothing is known. */
function valueOf(subject: string, known: KnownValues): string | null | undefined {
  const name = unquoted(subject.replace(/::[\w ]+$/, '').replace(/^\((.*)\)$/, '$1'));
  if (known.has(name)) return known.get(name);
  const call = /^(char_length|length|octet_length|lower|upper|btrim|trim|abs)\((.*)\)$/.exec(subject);
  const value = call?.[2] === undefined ? undefined : valueOf(call[2], known);
  if (value == null) return value;
  return /^(?:char_)?length$/.test(call?.[1] ?? '') ? String(Array.from(value).length) : undefined;
}

function unquoted(name: string): string {
  return /^".*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}
