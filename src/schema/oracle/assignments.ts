import { literalOf, parseAtom } from '../diff/expression/atom.ts';
import { parseCondition } from '../diff/expression/condition.ts';
import type { Condition } from '../diff/expression/condition.ts';
import type { Values } from './row.ts';

/** Values of a type that is not known here; the old schema refuses those that do not fit. */
const GUESSES = ['zz', '-987654', '987654', 'true', 'false'];
const MOST = 12;

/** Sets of values under which a condition is true, or is not, as far as they can be found; each is worth trying. */
export function assignments(condition: string, truth: boolean): Values[] {
  return solve(parseCondition(condition), truth).slice(0, MOST);
}

function solve(condition: Condition, truth: boolean): Values[] {
  if (condition.kind === 'atom') return atomSolutions(condition.text, truth);
  if (condition.kind === 'not') return solve(condition.part, !truth);
  const parts = condition.parts.map((part) => solve(part, truth));
  const together = (condition.kind === 'and') === truth;
  return together ? parts.reduce<Values[]>((sets, part) => combined(sets, part), [new Map()]) : parts.flat();
}

function combined(sets: readonly Values[], part: readonly Values[]): Values[] {
  return sets.flatMap((set) => part.map((more) => new Map([...set, ...more]))).slice(0, MOST);
}

function atomSolutions(text: string, truth: boolean): Values[] {
  const differs = /^(.*) <> (ALL \(.*\)|[^<>=]*)$/s.exec(text);
  if (differs) return atomSolutions(`${differs[1]} = ${(differs[2] ?? '').replace(/^ALL/, 'ANY')}`, !truth);
  const atom = parseAtom(text);
  switch (atom.kind) {
    case 'nullness':
      return atom.isNull === truth ? only(atom.subject, [null]) : only(atom.subject, ['a', '1', ...GUESSES]);
    case 'one of':
      return only(atom.subject, truth ? atom.values : GUESSES.filter((value) => !atom.values.includes(value)));
    case 'bound': {
      const beyond = atom.operator.startsWith('<') === truth ? atom.limit - 1 : atom.limit + 1;
      const length = /^(?:char_length|length|octet_length)\((.*)\)$/.exec(atom.subject)?.[1];
      if (length === undefined) return only(atom.subject, [String(beyond)]);
      return beyond < 0 ? [] : only(length.replaceAll(/^\(|\)$/g, ''), ['a'.repeat(beyond)]);
    }
    case 'other':
      // A boolean column alone.
      return /^(?:\w+|"[^"]+")$/.test(text) && literalOf(text) === null ? only(text.replaceAll('"', ''), [String(truth)]) : [];
  }
}

function only(subject: string, values: readonly (string | null)[]): Values[] {
  return values.map((value) => new Map([[subject, value]]));
}
