import { loadModule, scanSync } from 'libpg-query';
import type { Comment } from './parsed.ts';
import { positionsIn } from './positions.ts';

/**
 * The comments of a script, told apart from strings and dollar bodies by PostgreSQL's own tokeniser. `starts` are the indexes at which its
 * statements begin, in order. Throws where the script cannot be cut into tokens at all (a quote that is never closed).
 */
export async function scanComments(sql: string, starts: readonly number[]): Promise<Comment[]> {
  if (!mayHoldComments(sql)) return [];
  await loadModule();
  const at = positionsIn(sql);
  let next = 0;
  return scanSync(sql)
    .tokens.filter((token) => token.tokenName === 'SQL_COMMENT' || token.tokenName === 'C_COMMENT')
    .map((token) => {
      const { index: start, line } = at(token.start);
      const { index: end } = at(token.end);
      while (next < starts.length && (starts[next] ?? 0) < end) next += 1;
      return { text: sql.slice(start, end), start, end, line, next: next < starts.length ? next : null };
    });
}

/** The tokeniser costs more than the parser: a large script of rows is not cut into tokens for nothing. */
function mayHoldComments(sql: string): boolean {
  return sql.includes('--') || sql.includes('/*');
}
