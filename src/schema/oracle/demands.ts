import { literalOf, parseAtom } from '../diff/expression/atom.ts';
import type { Atom } from '../diff/expression/atom.ts';
import { parseCondition } from '../diff/expression/condition.ts';
import type { Condition } from '../diff/expression/condition.ts';

/** What checks ask of one column, as far as a value can be chosen by it. */
export interface Demands {
  readonly oneOf: readonly string[] | null;
  readonly bounds: readonly Bound[];
  readonly lengths: readonly Bound[];
}

type Bound = Extract<Atom, { kind: 'bound' }>;

export function demandsOn(column: string, checks: readonly string[]): Demands {
  const atoms = checks.flatMap((check) => demanded(parseCondition(check)).map(parseAtom)).flatMap(exactly);
  const lists = atoms.flatMap((atom) => (atom.kind === 'one of' && atom.subject === column ? [atom.values] : []));
  const bounds = atoms.filter((atom) => atom.kind === 'bound');
  return {
    oneOf: lists[0] ?? null,
    bounds: bounds.filter((bound) => bound.subject === column),
    lengths: bounds.filter((bound) => LENGTH.exec(bound.subject)?.[1]?.replaceAll(/[()]/g, '') === column),
  };
}

const LENGTH = /^(?:char_length|length|octet_length)\((.*)\)$/;

/** A length that is given exactly is one between two bounds. */
function exactly(atom: Atom): Atom[] {
  if (atom.kind !== 'one of' || !LENGTH.test(atom.subject) || atom.values.length !== 1) return [atom];
  const limit = Number(atom.values[0]);
  return (['>=', '<='] as const).map((operator) => ({ kind: 'bound', subject: atom.subject, operator, limit }));
}

/** A value that is asked for, or null where `value` may stay; `last` asks for another one than without it, where there are several. */
export function meeting(demands: Demands, value: string, last: boolean): string | null {
  if (demands.oneOf !== null) return demands.oneOf.includes(value) ? null : ((last ? demands.oneOf.at(-1) : demands.oneOf[0]) ?? null);
  if (demands.bounds.length > 0) return nearest(demands.bounds, Number(value), last);
  if (demands.lengths.length > 0) {
    const length = nearest(demands.lengths, value.length, last);
    return length === null ? null : 'a'.repeat(Number(length));
  }
  return null;
}

function nearest(bounds: readonly Bound[], value: number, last: boolean): string | null {
  const meets = (candidate: number) =>
    bounds.every(({ operator, limit }) => {
      if (operator === '<') return candidate < limit;
      if (operator === '<=') return candidate <= limit;
      return operator === '>' ? candidate > limit : candidate >= limit;
    });
  if (meets(value)) return null;
  const candidates = bounds.flatMap(({ limit }) => [limit, limit + 1, limit - 1]);
  const meeting = candidates.filter(meets);
  return (last ? meeting.at(-1) : meeting[0])?.toString() ?? null;
}

/** The parts that must all hold; of alternatives the first. */
function demanded(condition: Condition): string[] {
  if (condition.kind === 'atom') return [condition.text];
  if (condition.kind === 'and') return condition.parts.flatMap(demanded);
  return condition.kind === 'or' && condition.parts[0] ? demanded(condition.parts[0]) : [];
}

/** The first value that a partition takes: `FOR VALUES FROM ('2024-01-01') TO (…)`, `FOR VALUES IN ('a', …)`. */
export function firstOfBound(bound: string): string | null {
  const first = /^FOR VALUES (?:FROM|IN) \(('(?:[^']|'')*'|[^',)]+)/.exec(bound)?.[1];
  return first === undefined ? null : literalOf(first);
}
