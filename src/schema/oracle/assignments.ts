import { counted, deniedBy, literalOf, parseAtom } from '../diff/expression/atom.ts';
import { LONGEST, parseCondition } from '../diff/expression/condition.ts';
import type { Condition } from '../diff/expression/condition.ts';
import type { Values } from './row.ts';

/** Values of a type that is not known here; the old schema refuses those that do not fit. */
const GUESSES = ['zz', '-987654', '987654', 'true', 'false'];
const MOST = 24;

/** Values for a column that only must not be NULL. */
export type Filled = (column: string) => readonly string[];

/** Sets of values under which a condition is true, or is not, as far as they can be found; each is worth trying. */
export function assignments(condition: string, truth: boolean, filled: Filled = () => ['a', '1', ...GUESSES]): Values[] {
  return solve(parseCondition(condition), truth, filled).slice(0, MOST);
}

function solve(condition: Condition, truth: boolean, filled: Filled): Values[] {
  if (condition.kind === 'atom') return atomSolutions(condition.text, truth, filled);
  if (condition.kind === 'not') return solve(condition.part, !truth, filled);
  const parts = condition.parts.map((part) => solve(part, truth, filled));
  const together = (condition.kind === 'and') === truth;
  return together ? parts.reduce<Values[]>((sets, part) => combined(sets, part), [new Map()]) : parts.flat();
}

function combined(sets: readonly Values[], part: readonly Values[]): Values[] {
  return sets.flatMap((set) => part.map((more) => new Map([...set, ...more]))).slice(0, MOST);
}

function atomSolutions(text: string, truth: boolean, filled: Filled): Values[] {
  if (text.length > LONGEST) return [];
  const columns = /^(\w+|"[^"]+") (<>|<|<=|>|>=) (\w+|"[^"]+")$/.exec(text);
  if (columns !== null && literalOf(columns[3] ?? '') === null) return apart(columns.slice(1), truth, filled);
  const denied = deniedBy(text);
  if (denied !== null) return atomSolutions(denied, !truth, filled);
  const atom = parseAtom(text);
  switch (atom.kind) {
    case 'nullness':
      return atom.isNull === truth ? only(atom.subject, [null]) : only(atom.subject, filled(atom.subject));
    case 'one of': {
      const columns = counted(atom.subject);
      if (columns !== null) return filledSolutions(columns, Number(atom.values[0]), truth, filled);
      return only(
        atom.subject,
        truth ? atom.values : [...filled(atom.subject), ...GUESSES].filter((value) => !atom.values.includes(value)),
      );
    }
    case 'bound': {
      const beyond = atom.operator.startsWith('<') === truth ? atom.limit - 1 : atom.limit + 1;
      const list = /^(?:cardinality|array_length)\((\w+|"[^"]+")(?:, 1)?\)$/.exec(atom.subject)?.[1]?.replaceAll('"', '');
      // Of the values of a list the second is not empty.
      if (list !== undefined) return only(list, filled(list).slice(beyond > 0 ? 1 : 0));
      const length = /^(?:char_length|length|octet_length)\((.*)\)$/.exec(atom.subject)?.[1];
      if (length === undefined) return only(atom.subject, [String(beyond)]);
      return beyond < 0 ? [] : only(length.replaceAll(/^\(|\)$/g, ''), ['a'.repeat(beyond)]);
    }
    case 'other':
      // A boolean column alone.
      return /^(?:\w+|"[^"]+")$/.test(text) && literalOf(text) === null ? only(text.replaceAll('"', ''), [String(truth)]) : [];
  }
}

/** Two columns that must differ, or must not. Of the values of a column the second is the larger one. */
function apart([left = '', operator = '', right = '']: readonly string[], truth: boolean, filled: Filled): Values[] {
  const isRising = operator === '<>' || operator.startsWith('<') === truth;
  const [low = '', high = ''] = (isRising ? [left, right] : [right, left]).map((column) => column.replaceAll('"', ''));
  const [small, large] = [filled(low)[0], filled(high)[operator === '<>' && !truth ? 0 : 1]];
  return small === undefined || large === undefined ? [] : [new Map([[low, small]]).set(high, large)];
}

/** So many of the columns are filled, each of them first in one of the solutions; or, where that must not be, all or none. */
function filledSolutions(columns: readonly string[], count: number, truth: boolean, filled: Filled): Values[] {
  const filling = (first: number, many: number): Values =>
    new Map(
      columns.map((column, at) => {
        const isFilled = (at - first + columns.length) % columns.length < many;
        return [column, isFilled ? (filled(column)[0] ?? null) : null];
      }),
    );
  if (!truth) return [columns.length, 0].filter((many) => many !== count).map((many) => filling(0, many));
  return count === 0 || count === columns.length ? [filling(0, count)] : columns.map((_, first) => filling(first, count));
}

function only(subject: string, values: readonly (string | null)[]): Values[] {
  return values.map((value) => new Map([[subject, value]]));
}
