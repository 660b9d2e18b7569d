import type { Finding } from '#src/schema/finding.ts';
import type { Script } from '#src/schema/migration.ts';
import type { Parsed } from '#src/schema/parse/parsed.ts';

/**
 * The line of the last statement that names what a finding is about, where nothing else told it: its column or constraint together with its table,
 * else either of them. Null where no statement does.
 */
export function lineOf({ object }: Finding, { sql, firstLine }: Script, parsed: Parsed): number | null {
  if (parsed.kind === 'not parsed') return null;
  const [table = '', member = table] = object.replace(/^[^.]*\./u, '').split(/[./]/u);
  const texts = parsed.statements.map(({ start, end, line }) => ({ text: sql.slice(start, end).toLowerCase(), line }));
  const naming = (...names: string[]) => texts.findLast(({ text }) => names.every((name) => isNamedIn(text, name)));
  const found = naming(table, member) ?? naming(member) ?? naming(table);
  return found === undefined ? null : firstLine + found.line - 1;
}

function isNamedIn(text: string, name: string): boolean {
  return text.split(/[^\p{L}\p{N}_$]+/u).includes(name.toLowerCase());
}
