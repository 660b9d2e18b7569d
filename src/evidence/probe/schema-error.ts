import { onOneLine } from './on-one-line.ts';

const NAME = '["\'`]?[\\w.$-]{1,80}["\'`]?';

/** What databases and their libraries say to code that asks for what today's schema does not have, or the reverse. */
const SENTENCES: readonly RegExp[] = [
  // Prisma says the same in longer words.
  new RegExp(`The (?:column|table) ${NAME} does not exist in the current database`, 'i'),
  // PostgreSQL
  new RegExp(
    `(?:column|relation|type|function|table|schema|constraint|sequence|view) ${NAME}(?: (?:of relation|for table) ${NAME})? does not exist`,
    'i',
  ),
  /function [\w.]{1,80}\([\w., []{0,200}\]?\) does not exist/i,
  /null value in column "[^"]{1,80}"(?: of relation "[^"]{1,80}")? violates not-null constraint/i,
  /violates (?:check|foreign key|unique|exclusion) constraint "[^"]{1,80}"/i,
  /value for domain [\w.]{1,80} violates check constraint/i,
  /invalid input value for enum [\w."]{1,80}: "[^"]{0,80}"/i,
  /invalid input syntax for type [\w ]{1,40}/i,
  /there is no unique or exclusion constraint matching the ON CONFLICT specification/i,
  /column "[^"]{1,80}" is of type [\w ]{1,40} but expression is of type [\w ]{1,40}/i,
  /column reference "[^"]{1,80}" is ambiguous/i,
  /operator does not exist: [\w ]{1,60}/i,
  /cannot insert (?:a non-DEFAULT value )?into (?:column|view) "[^"]{1,80}"/i,
  /value too long for type [\w ]{1,40}\(\d{1,9}\)/i,
  /permission denied for (?:table|relation|schema|sequence|function|view|column) (?:"[^"]{1,80}"|[\w.]{1,80})/i,
  /new row violates row-level security policy[\w "]{0,120}/i,
  /cached plan must not change result type/i,
  // Prisma, PostgREST, MySQL, SQLite
  /Value '[^']{1,80}' not found in enum '[^']{1,80}'/i,
  /Could not find (?:the|a) [^"\n]{1,160} in the schema cache/i,
  /Unknown column '[^']{1,80}' in '[^']{1,40}'/i,
  /Table '[^']{1,80}' doesn't exist/i,
  /Field '[^']{1,80}' doesn't have a default value/i,
  /(?:no such (?:column|table): [\w."]{1,80}|table [\w."]{1,80} has no column named \w{1,80})/i,
];

/** Codes of PostgreSQL for the same, where an answer has nothing more. */
const CODES = '22P02|23502|23503|23505|23514|23P01|3F000|428C9|42501|42702|42703|42704|42804|42883|42P01|42P10';
const SQLSTATE = new RegExp(`SQLSTATE\\W{1,3}(?:${CODES})\\b\\]?`);
const CODE_IN_JSON = new RegExp(`"(?:code|sqlState|sqlstate)"\\s{0,3}:\\s{0,3}"(${CODES})"`);

/** The part of an answer that blames the schema, wherever in it that stands. */
export function schemaError(body: string): string | null {
  const plain = body
    .replaceAll(/\\+"/g, '"')
    .replaceAll(/&(?:quot|#34|#x22);/g, '"')
    .replaceAll(/&(?:apos|#39|#x27);/g, "'");
  for (const pattern of [...SENTENCES, SQLSTATE]) {
    const [found] = pattern.exec(plain) ?? [];
    if (found !== undefined) return onOneLine(found);
  }
  const [, code] = CODE_IN_JSON.exec(plain) ?? [];
  return code === undefined ? null : `SQLSTATE ${code}`;
}
