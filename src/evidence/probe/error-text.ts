import { cutText } from '#domain/cut-text.ts';

const LONGEST = 200;
/** What a message could stand in; more would only slow the patterns down. */
const READ_AT_MOST = 8192;

/** Postgres's own words for code that asks for what today's schema does not have, or the reverse. */
const SCHEMA_ERRORS = [
  /(?:column|relation|type|function|table) ["'`]?[\w."]{1,80}["'`]?(?: of relation ["'`]?[\w."]{1,80}["'`]?)? does not exist/i,
  /null value in column "[^"]{1,80}"(?: of relation "[^"]{1,80}")? violates not-null constraint/i,
  /violates (?:check|foreign key|unique) constraint "[^"]{1,80}"/i,
];

/** What an answer says went wrong, on one line and cut; null where it says nothing. Untrusted text: escape before showing. */
export function errorText(body: string): string | null {
  const readable = clean(messageIn(body) ?? withoutMarkup(body));
  return schemaError(body) ?? (readable === '' ? null : readable);
}

/** The part of the answer that blames the schema, wherever in it that stands. */
export function schemaError(body: string): string | null {
  const plain = body.replaceAll('\\"', '"').replaceAll('&quot;', '"').replaceAll('&#34;', '"');
  for (const pattern of SCHEMA_ERRORS) {
    const [found] = pattern.exec(plain) ?? [];
    if (found !== undefined) return clean(found);
  }
  return null;
}

function messageIn(body: string): string | null {
  try {
    const value: unknown = JSON.parse(body);
    return textIn(value) ?? textIn(field(value, 'error')) ?? textIn(field(value, 'message'));
  } catch {
    return null;
  }
}

function textIn(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const message = field(value, 'message');
  return typeof message === 'string' ? message : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function withoutMarkup(body: string): string {
  return body
    .slice(0, READ_AT_MOST)
    .replaceAll(/<(script|style)\b[^>]*>.*?<\/\1>/gis, ' ')
    .replaceAll(/<[^>]*>/g, ' ');
}

function clean(text: string): string {
  return cutText(text.replaceAll(/[\p{C}\s]+/gu, ' ').trim(), LONGEST);
}
