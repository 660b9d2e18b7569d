/** A boolean expression as PostgreSQL prints it, taken apart at its ANDs, ORs and NOTs. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'atom'; readonly text: string };

/** What is longer is not taken apart: a hostile one would take for ever. */
export const LONGEST = 10_000;

/** PostgreSQL puts parentheses around every operator, so a keyword outside all of them belongs to the outermost one. */
export function parseCondition(text: string): Condition {
  if (text.length > LONGEST) return { kind: 'atom', text };
  const bare = withoutParentheses(text);
  for (const kind of ['or', 'and'] as const) {
    const parts = splitAt(bare, ` ${kind.toUpperCase()} `);
    if (parts.length > 1) return { kind, parts: parts.map(parseCondition) };
  }
  for (const [operator, alike] of [
    [' <> ', false],
    [' = ', true],
  ] as const) {
    const [one, other, ...rest] = splitAt(bare, operator);
    if (one !== undefined && other !== undefined && rest.length === 0 && isTest(one) && isTest(other)) return compared(one, other, alike);
  }
  if (bare.startsWith('NOT ')) return { kind: 'not', part: parseCondition(bare.slice(4)) };
  return { kind: 'atom', text: bare };
}

/** `(a IS NULL)`: it is true or false and never NULL. */
function isTest(side: string): boolean {
  return /^\((?:\w+|"[^"]+") IS (?:NOT )?NULL\)$/.test(side);
}

/** Both, or neither; where they are not alike, one of them. */
function compared(one: string, other: string, alike: boolean): Condition {
  const [left, right] = [parseCondition(one), parseCondition(other)];
  const both = (right: Condition): Condition => ({ kind: 'and', parts: [left, right] });
  const neither = (right: Condition): Condition => ({
    kind: 'and',
    parts: [
      { kind: 'not', part: left },
      { kind: 'not', part: right },
    ],
  });
  const against: Condition = alike ? right : { kind: 'not', part: right };
  return { kind: 'or', parts: [both(against), neither(against)] };
}

export function withoutParentheses(text: string): string {
  const bare = text.trim();
  if (!bare.startsWith('(') || closingOf(bare) !== bare.length - 1) return bare;
  return withoutParentheses(bare.slice(1, -1));
}

function closingOf(text: string): number {
  let found = -1;
  walk(text, (at, depth) => {
    if (found < 0 && depth === 0 && text[at] === ')') found = at;
  });
  return found;
}

function splitAt(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  walk(text, (at, depth) => {
    if (depth > 0 || at < from || !text.startsWith(separator, at)) return;
    parts.push(text.slice(from, at));
    from = at + separator.length;
  });
  return [...parts, text.slice(from)];
}

/** Every character outside quotes, with the number of parentheses that are open after it. */
function walk(text: string, see: (at: number, depth: number) => void): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "'" || character === '"') {
      at = endOfQuoted(text, at);
      continue;
    }
    if (character === '(' || character === '[') depth += 1;
    if (character === ')' || character === ']') depth -= 1;
    see(at, depth);
  }
}

/** A doubled quote ends one piece and begins the next, which comes to the same. */
function endOfQuoted(text: string, from: number): number {
  const escapes = text[from] === "'" && text[from - 1] === 'E';
  let at = from + 1;
  while (at < text.length && text[at] !== text[from]) at += escapes && text[at] === '\\' ? 2 : 1;
  return at;
}
