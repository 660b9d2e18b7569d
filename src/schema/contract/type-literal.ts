/** A type literal of TypeScript, as machines write it: members by name, or anything else as text. */
export type TypeLiteral = ReadonlyMap<string, TypeMember>;

export interface TypeMember {
  /** `a?: string` rather than `a: string`. */
  readonly optional: boolean;
  /** Null where the type is not a plain literal of its own. */
  readonly members: TypeLiteral | null;
  readonly text: string;
}

/** What is not closed goes on to the end, so that no text makes this look at a character twice. */
const TOKEN = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[\w$]+|=>|[^\s\w$]/g;
/** Generated types are six deep. */
const DEEPEST = 12;
const OPEN = new Set(['{', '[', '(', '<']);
const CLOSE = new Set(['}', ']', ')', '>']);

/** The literal that `export type <name> =` or `export interface <name>` gives; null where there is none or it does not close. */
export function typeLiteral(source: string, name: string): TypeLiteral | null {
  const tokens = [...source.matchAll(TOKEN)].map(([token]) => token).filter((token) => !/^\/[/*]/.test(token));
  const start = tokens.findIndex(
    (token, index) => token === name && ['type', 'interface'].includes(tokens[index - 1] ?? '') && tokens[index - 2] === 'export',
  );
  const brace = tokens[start + 1] === '=' ? start + 2 : start + 1;
  return start === -1 || tokens[brace] !== '{' ? null : (readLiteral(tokens, brace, 0)?.literal ?? null);
}

function readLiteral(tokens: readonly string[], open: number, depth: number): { literal: TypeLiteral; end: number } | null {
  if (depth > DEEPEST) return null;
  const members = new Map<string, TypeMember>();
  let at = open + 1;
  while (at < tokens.length && tokens[at] !== '}') {
    const token = tokens[at] ?? '';
    if (token === ';' || token === ',' || token === 'readonly') {
      at += 1;
      continue;
    }
    // `[_ in never]: never` and `[key: string]: Json` name no member.
    const name = token === '[' ? tokens.indexOf(']', at) : at;
    const optional = tokens[name + 1] === '?';
    const colon = optional ? name + 2 : name + 1;
    if (name === -1 || tokens[colon] !== ':') return null;
    const end = typeEnd(tokens, colon + 1);
    const inner = tokens[colon + 1] === '{' ? readLiteral(tokens, colon + 1, depth + 1) : null;
    if (token !== '[') {
      const alone = inner !== null && inner.end === end - 1;
      members.set(unquote(token), { optional, members: alone ? inner.literal : null, text: tokens.slice(colon + 1, end).join(' ') });
    }
    at = end;
  }
  return tokens[at] === '}' ? { literal: members, end: at } : null;
}

/** Where the type that begins here ends: at a separator, at the closing brace of the literal, or where the next member begins. */
function typeEnd(tokens: readonly string[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    if (OPEN.has(token)) depth += 1;
    else if (CLOSE.has(token)) depth -= 1;
    if (depth < 0) return at;
    if (depth === 0 && (token === ';' || token === ',')) return at;
    const next = tokens[at + 1] ?? '';
    const afterNext = tokens[at + 2];
    const beginsMember = /^["'\w$]/.test(next) && (afterNext === ':' || (afterNext === '?' && tokens[at + 3] === ':'));
    if (depth === 0 && beginsMember && token !== '|' && token !== '&') return at + 1;
    if (depth === 0 && next === '[' && tokens[at + 3] === 'in') return at + 1;
  }
  return tokens.length;
}

function unquote(token: string): string {
  return /^["']/.test(token) ? token.slice(1, -1) : token;
}
