import { parseAtom } from './atom.ts';
import type { Atom } from './atom.ts';
import { parseCondition } from './condition.ts';
import type { Condition } from './condition.ts';

/**
 * Whether every row that met one of `known` meets `asked`. It knows equal conditions, longer lists and looser bounds, through AND and OR.
 * `false` means only that it could not be shown.
 */
export function implies(known: readonly string[], asked: string): boolean {
  const whole: Condition = { kind: 'and', parts: known.map(parseCondition) };
  return follows(whole, parseCondition(asked));
}

function follows(known: Condition, asked: Condition): boolean {
  if (asked.kind === 'and') return asked.parts.every((part) => follows(known, part));
  if (known.kind === 'or') return known.parts.every((part) => follows(part, asked));
  if (asked.kind === 'or' && asked.parts.some((part) => follows(known, part))) return true;
  if (known.kind === 'and') return known.parts.some((part) => follows(part, asked));
  if (known.kind !== 'atom' || asked.kind !== 'atom') return JSON.stringify(known) === JSON.stringify(asked);
  return known.text === asked.text || atomFollows(parseAtom(known.text), parseAtom(asked.text));
}

function atomFollows(known: Atom, asked: Atom): boolean {
  if (known.kind === 'other' || asked.kind === 'other' || known.subject !== asked.subject) return false;
  if (known.kind === 'one of' && asked.kind === 'one of') return known.values.every((value) => asked.values.includes(value));
  if (known.kind === 'one of' && asked.kind === 'bound') return known.values.every((value) => meets(Number(value), asked));
  if (known.kind === 'bound' && asked.kind === 'bound') return isLooser(known, asked);
  if (known.kind === 'nullness' && asked.kind === 'nullness') return known.isNull === asked.isNull;
  return false;
}

type Bound = Extract<Atom, { kind: 'bound' }>;

function meets(value: number, { operator, limit }: Bound): boolean {
  if (operator === '<') return value < limit;
  if (operator === '<=') return value <= limit;
  if (operator === '>') return value > limit;
  return value >= limit;
}

function isLooser(known: Bound, asked: Bound): boolean {
  if (known.operator[0] !== asked.operator[0]) return false;
  const inside = known.operator[0] === '<' ? known.limit <= asked.limit : known.limit >= asked.limit;
  return inside && (known.limit !== asked.limit || known.operator === asked.operator || asked.operator.endsWith('='));
}
