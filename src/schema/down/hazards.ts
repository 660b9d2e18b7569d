import { nodesIn } from '../parse/nodes.ts';
import { parser } from '../parse/parser.ts';
import type { Script } from '../migration.ts';
import type { Parsed, Statement } from '../parse/parsed.ts';

/** Something in a script that must not run under a transaction of ours, or that reaches outside the database. */
export interface Hazard {
  readonly file: string;
  readonly line: number;
  /** One sentence, and what to do. */
  readonly why: string;
}

const PSQL = 'A backslash command is for psql alone: it can run programs and read files. Take it out.';
const OUTSIDE = 'It reads or writes files, or runs programs, outside the database. Take it out.';
const TRANSACTION =
  'It begins or ends a transaction itself, so it cannot be undone as a whole when a later statement fails. Take that out.';
const ENDS = new Set(['PLpgSQL_stmt_commit', 'PLpgSQL_stmt_rollback']);

/**
 * Reads the script as PostgreSQL would, never by its letters: a `COMMIT` in a string or a comment is no hazard, one in a `DO` block is.
 * A script that cannot be parsed is a hazard too.
 */
export async function findHazards(script: Script, parsed: Parsed): Promise<Hazard[]> {
  const hazard = (line: number, why: string): Hazard => ({ file: script.file, line: script.firstLine + line - 1, why });
  if (parsed.kind === 'not parsed') {
    return [hazard(parsed.line, parsed.message.includes(String.raw`near "\"`) ? PSQL : `PostgreSQL cannot parse it: ${parsed.message}.`)];
  }
  const found: Hazard[] = [];
  for (const statement of parsed.statements) {
    const why = await hazardOf(statement, script);
    if (why !== null) found.push(hazard(statement.line, why));
  }
  return found;
}

async function hazardOf({ node, manner, start, end }: Statement, script: Script): Promise<string | null> {
  if (manner === 'outside') return OUTSIDE;
  // A savepoint is one too: the script is to be all or nothing.
  if (node === 'TransactionStmt') return TRANSACTION;
  if (node !== 'DoStmt') return null;
  const { parsePlPgSQL } = await parser();
  const body = await parsePlPgSQL(script.sql.slice(start, end));
  return [...nodesIn(body)].some(({ tag }) => ENDS.has(tag)) ? TRANSACTION : null;
}
