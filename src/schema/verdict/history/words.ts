/** The words of a piece of SQL as names: without quotes, and in lower case where they have none. More than the names in it, never fewer. */
export function wordsOf(sql: string): Set<string> {
  const words = new Set<string>();
  for (const [, quoted, plain] of sql.matchAll(/"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*)/gu)) {
    words.add(quoted === undefined ? (plain ?? '').toLowerCase() : quoted.replaceAll('""', '"'));
    // Inside a string or a function body quotes may not be what they seem.
    for (const inner of quoted?.match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? []) words.add(inner).add(inner.toLowerCase());
  }
  return words;
}
