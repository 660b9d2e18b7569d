/** By these a statement decides how the text of the next one is read, and a message is read whole before any of it runs. */
const READING = /standard_conforming_strings|backslash_quote|escape_string_warning|client_encoding|\bset\s+names\b/iu;

/**
 * The statements of one transaction as one message, because each message is a round trip between processes. Where they cannot be read together they stay
 * as they are.
 */
export function inOneMessage(statements: readonly string[]): readonly string[] {
  // A statement may end with a comment, which would swallow a semicolon on its line.
  return statements.some((sql) => READING.test(sql)) ? statements : [statements.join('\n;\n')];
}
