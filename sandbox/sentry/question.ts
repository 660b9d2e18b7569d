import { parseQuery } from './parse-query.ts';
import type { Segment, SentryEvent } from './state.ts';

export type Question<T> =
  | { readonly kind: 'question'; readonly holds: (item: T) => boolean }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'undeclared' };

type Test<T> = (item: T) => boolean;

/** A release that nobody has is a valid question with the answer zero; an issue that does not exist is refused. */
export function errorsQuestion(query: string, shortIds: readonly string[]): Question<SentryEvent> {
  const unknown = parseQuery(query)?.find(({ key, value }) => key === 'issue' && !shortIds.includes(value));
  if (unknown !== undefined) return { kind: 'refused', detail: `Invalid value '[${unknown.value}]' for 'issue:' filter` };
  return all(query, (key, value) => {
    if (key === 'event.type') return (event) => event.type === value;
    if (key === 'issue') return (event) => event.shortId === value;
    if (key === 'release') return (event) => event.release === value;
    return null;
  });
}

/** Only segments are kept, so `is_transaction:true` must be asked for: without it Sentry counts every span. */
export function spansQuestion(query: string): Question<Segment> {
  if (!query.split(' ').includes('is_transaction:true')) return { kind: 'undeclared' };
  return all(query, (key, value) => {
    if (key === 'is_transaction') return () => true;
    if (key === 'transaction') return (segment) => segment.name === value;
    return null;
  });
}

function all<T>(query: string, testOf: (key: string, value: string) => Test<T> | null): Question<T> {
  const tests = parseQuery(query)?.map(({ key, value }) => testOf(key, value));
  if (tests === undefined) return { kind: 'undeclared' };
  const known = tests.filter((test) => test !== null);
  if (known.length < tests.length) return { kind: 'undeclared' };
  return { kind: 'question', holds: (item) => known.every((test) => test(item)) };
}
