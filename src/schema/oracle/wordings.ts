import type { Relation } from '../catalogue/catalogue.ts';
import type { Values } from './row.ts';

/** What a trigger often takes apart: a version, an address of a person, an address of a page. */
const WORDS = ['1.0.0', 'a@example.com', 'https://example.com/a'];

/** A made-up text, or one that is only long. */
const MADE_UP = /^(?:a|[ax]{20,})$/;

/** The row, and where a trigger may refuse its made-up texts the same with others, as long as they were. Each is worth trying. */
export function wordings(table: Relation, values: Values): Values[] {
  const texts = new Set(table.columns.filter(({ type }) => /^(?:text|character|public\.citext)/u.test(type)).map(({ name }) => name));
  const isMadeUp = ([column, value]: readonly [string, string | null]) => texts.has(column) && value !== null && MADE_UP.test(value);
  if (table.triggers.length === 0 || ![...values].some(isMadeUp)) return [values];
  const inWords = (word: string, value: string) => (value.length > word.length ? `${word}-`.padEnd(value.length, 'a') : word);
  return [
    values,
    ...WORDS.map(
      (word) => new Map([...values].map(([column, value]) => [column, isMadeUp([column, value]) ? inWords(word, value ?? '') : value])),
    ),
  ];
}
