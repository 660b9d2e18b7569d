import { hasSqlDetails, loadModule, parseSync, type ParseResult } from 'libpg-query';
import { callsIn, lastName, readsRows } from './calls.ts';
import { deedsOf } from './deeds.ts';
import { mannerOf } from './manner.ts';
import { isFields, listOf, type Fields } from './nodes.ts';
import type { Parsed, Statement } from './parsed.ts';
import { positionsIn } from './positions.ts';
import { CANNOT_TELL, languageOf, readProgram } from './program.ts';
import { scanComments } from './scan-comments.ts';
import { toleratedBy } from './tolerated.ts';
import { touchesOf } from './touches.ts';
import { writesOf } from './writes.ts';

/**
 * Reads a script with PostgreSQL's own parser (libpg-query 18). It takes about 60 MB in the process that calls it: where that matters ask
 * `Scratch.parse`, which is the same in the scratch process.
 */
export async function parseScript(sql: string): Promise<Parsed> {
  return await parsed(sql, async () => {
    const statements = statementsOf(sql);
    const starts = statements.map(({ start }) => start);
    return { kind: 'parsed', statements, comments: sql.trim() === '' ? [] : await scanComments(sql, starts) };
  });
}

/** Only how the statements of a script may be sent, which is told several times faster. */
export async function parseManners(sql: string): Promise<Manners | NotParsed> {
  return await parsed(sql, async () => ({
    kind: 'manners',
    statements: rawIn(sql).map((raw) => {
      const [node, fields] = taggedOf(raw.stmt);
      return { node, manner: mannerOf(node, fields) };
    }),
  }));
}

interface Manners {
  readonly kind: 'manners';
  readonly statements: readonly Pick<Statement, 'node' | 'manner'>[];
}

type NotParsed = Extract<Parsed, { kind: 'not parsed' }>;

async function parsed<T>(sql: string, read: () => Promise<T>): Promise<T | NotParsed> {
  await loadModule();
  // The parser would end there and take what it has read for all.
  if (sql.includes('\0'))
    return { kind: 'not parsed', message: 'The file holds a zero byte, so it is not text.', line: lineOf(sql, sql.indexOf('\0')) };
  try {
    return await read();
  } catch (error) {
    return notParsed(sql, error);
  }
}

/** The parser throws on an empty string, and only on that. */
function rawIn(sql: string): NonNullable<ParseResult['stmts']> {
  return sql.trim() === '' ? [] : (parseSync(sql).stmts ?? []);
}

function statementsOf(sql: string): Statement[] {
  const at = positionsIn(sql);
  const bytes = Buffer.byteLength(sql);
  return rawIn(sql).map((raw) => {
    const from = raw.stmt_location ?? 0;
    const { index: start, line } = at(from);
    const { index: end } = at(raw.stmt_len ? from + raw.stmt_len : bytes);
    const [node, fields] = taggedOf(raw.stmt);
    const { writes, dynamic, calls, readsRows: reads, defines } = actsOf(node, fields, raw.stmt, sql.slice(start, end));
    const [manner, tolerates] = [mannerOf(node, fields), toleratedBy(node, fields)];
    return {
      node,
      start,
      end,
      line,
      manner,
      writes,
      dynamic,
      calls,
      readsRows: reads,
      defines,
      tolerates,
      touches: touchesOf(node, fields),
      deeds: deedsOf(node, fields),
    };
  });
}

type Acts = Pick<Statement, 'writes' | 'dynamic' | 'calls' | 'readsRows' | 'defines'>;

function actsOf(node: string, fields: Fields, tree: unknown, sql: string): Acts {
  if (node === 'DoStmt') {
    const { writes, dynamic, calls, readsRows: reads } = languageOf(listOf(fields['args'])) === 'plpgsql' ? readProgram(sql) : CANNOT_TELL;
    return { writes, dynamic, calls, readsRows: reads, defines: null };
  }
  const calls = callsIn(tree);
  const plain = { writes: writesOf(tree), dynamic: 'no', calls, readsRows: calls.length > 0 && readsRows(tree), defines: null } as const;
  if (node !== 'CreateFunctionStmt' || languageOf(listOf(fields['options'])) !== 'plpgsql') return plain;
  const { dynamic, changesSchema, readsRows: reads, calls: inside } = readProgram(sql);
  return { ...plain, defines: { name: lastName(fields['funcname']), dynamic, changesSchema, readsRows: reads, calls: inside } };
}

function taggedOf(statement: unknown): [string, Fields] {
  const [entry] = isFields(statement) ? Object.entries(statement) : [];
  return entry === undefined || !isFields(entry[1]) ? ['', {}] : [entry[0], entry[1]];
}

function notParsed(sql: string, error: unknown): NotParsed {
  const cursor = hasSqlDetails(error) ? (error.sqlDetails?.cursorPosition ?? 0) : 0;
  const line = lineOf(sql, cursor);
  return { kind: 'not parsed', message: error instanceof Error ? error.message : String(error), line };
}

function lineOf(sql: string, index: number): number {
  return sql.slice(0, Math.max(0, index)).split('\n').length;
}
