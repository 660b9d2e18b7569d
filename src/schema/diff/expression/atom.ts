import { LONGEST, withoutParentheses } from './condition.ts';

/** The shapes of a condition about one subject that can be compared with each other. */
export type Atom =
  | { readonly kind: 'nullness'; readonly subject: string; readonly isNull: boolean }
  | { readonly kind: 'one of'; readonly subject: string; readonly values: readonly string[] }
  | { readonly kind: 'bound'; readonly subject: string; readonly operator: '<' | '<=' | '>' | '>='; readonly limit: number }
  | { readonly kind: 'other'; readonly text: string };

const LITERAL = /^(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)|(true|false))$/;

export function parseAtom(text: string): Atom {
  if (text.length > LONGEST) return { kind: 'other', text };
  const nullness = /^(.*) IS (NOT )?NULL$/s.exec(text);
  if (nullness) return { kind: 'nullness', subject: subjectOf(nullness[1] ?? ''), isNull: nullness[2] === undefined };

  const list = /^(.*) = ANY \((.*)\)$/s.exec(text);
  if (list) {
    const values = valuesOf(list[2] ?? '');
    return values === null ? { kind: 'other', text } : { kind: 'one of', subject: subjectOf(list[1] ?? ''), values };
  }

  const comparison = /^(.*?) (=|<|<=|>|>=) ([^<>=]*)$/s.exec(text);
  const value = comparison && literalOf(comparison[3] ?? '');
  if (!comparison || value == null) return { kind: 'other', text };
  const subject = subjectOf(comparison[1] ?? '');
  const operator = comparison[2];
  if (operator === '=') return { kind: 'one of', subject, values: [value] };
  const limit = Number(value);
  if (value.trim() === '' || Number.isNaN(limit)) return { kind: 'other', text };
  if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=') return { kind: 'bound', subject, operator, limit };
  return { kind: 'other', text };
}

/** `a = b` of `a <> b`, and `a = ANY (…)` of `a <> ALL (…)`; null for anything else. */
export function deniedBy(text: string): string | null {
  if (text.length > LONGEST) return null;
  const differs = /^(.*) <> (ALL \(.*\)|[^<>=]*)$/s.exec(text);
  return differs === null ? null : `${differs[1]} = ${(differs[2] ?? '').replace(/^ALL/, 'ANY')}`;
}

/** The text of a constant without quotes and casts; null where it is no constant. */
export function literalOf(text: string): string | null {
  const bare = withoutCasts(text);
  const match = LITERAL.exec(bare);
  if (!match) return null;
  return match[1]?.replaceAll("''", "'") ?? match[2] ?? match[3] ?? null;
}

/** The same condition where these columns are NULL: `num_nonnulls(a, b)` counts them no more. */
export function withoutCounting(condition: string, columns: ReadonlySet<string>): string {
  return condition.replaceAll(/num_nonnulls\([\w", ]+\)/g, (call) => {
    const left = counted(call)?.filter((column) => !columns.has(column)) ?? [];
    return left.length === 0 ? call : `num_nonnulls(${left.join(', ')})`;
  });
}

/** The columns that `num_nonnulls(a, b)` counts; null for any other subject. */
export function counted(subject: string): string[] | null {
  const inside = /^num_nonnulls\(([\w", ]+)\)$/.exec(subject)?.[1];
  return inside === undefined ? null : inside.split(', ').map((column) => column.replaceAll('"', ''));
}

function valuesOf(list: string): string[] | null {
  const inside = /^ARRAY\[(.*)\]$/s.exec(withoutCasts(list))?.[1];
  if (inside === undefined) return null;
  const values = splitList(inside).map(literalOf);
  return values.every((value) => value !== null) ? values : null;
}

function splitList(text: string): string[] {
  return text.match(/(?:'(?:[^']|'')*'|[^',])+/g) ?? [];
}

/** `(status)::text`, `status` and `"status"` are the same subject: it is printed by the type of the column and the age of the server. */
function subjectOf(text: string): string {
  const subject = withoutCasts(text).replaceAll(/\((\w+|"[^"]+")\)::(?:text|bpchar)/g, '$1');
  return /^"[^"]+"$/.test(subject) ? subject.slice(1, -1) : subject;
}

function withoutCasts(text: string): string {
  const bare = withoutParentheses(text);
  const cast = /^(.*)::[a-z_]+(?:[\w ."]*)(?:\([\d,]+\))?(?:\[\])?$/s.exec(bare);
  const before = cast?.[1];
  if (before === undefined || !isWhole(before)) return bare;
  return withoutCasts(before);
}

/** What a cast is about binds tighter than any operator: one word, one literal, or something in brackets. */
function isWhole(text: string): boolean {
  return /^(?:\(.*\)|\w+|"[^"]+"|'(?:[^']|'')*'|-?[\d.]+|ARRAY\[.*\]|\w+\([^()]*\))$/s.test(text);
}
