import { parsePlPgSQLSync, parseSync } from 'libpg-query';
import { callsIn, readsRows } from './calls.ts';
import { fieldsOf, isFields, listOf, nodesIn, textOf, type Fields } from './nodes.ts';
import type { Program, Write } from './parsed.ts';
import { writesOf } from './writes.ts';

/** A block of PL/pgSQL: what it does to rows, to the schema, and on what that hangs. */
export interface Block extends Program {
  readonly writes: readonly Write[];
}

/** Statements that leave the schema as it is. */
const OF_ROWS = new Set(
  ['Select', 'Insert', 'Update', 'Delete', 'Merge', 'Truncate', 'Call', 'Notify', 'Listen', 'Lock', 'VariableSet', 'VariableShow']
    .concat(['Explain', 'Prepare', 'Execute', 'Deallocate', 'ConstraintsSet', 'Comment', 'Vacuum', 'Transaction'])
    .map((name) => `${name}Stmt`),
);
const WRITES = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'TruncateStmt']);

const BRANCHES = new Set(
  ['if', 'case', 'while', 'loop', 'fori', 'fors', 'forc', 'foreach_a', 'dynfors'].map((name) => `PLpgSQL_stmt_${name}`),
);
const BUILDS = new Set(['PLpgSQL_stmt_dynexecute', 'PLpgSQL_stmt_dynfors']);
const LEAVES = new Set(['PLpgSQL_stmt_return', 'PLpgSQL_stmt_exit']);

/** What runs under it cannot be read. */
export const CANNOT_TELL: Block = { writes: [], dynamic: 'from data', changesSchema: true, readsRows: true, calls: [] };

/** Reads a `DO` block or a function of PL/pgSQL, given as a whole statement. The parser must be loaded. */
export function readProgram(sql: string): Block {
  try {
    const root: unknown = parsePlPgSQLSync(sql);
    const trees = expressionsIn(root).map(parseExpression);
    // What a table of the session holds is told by the statements that fill it.
    const temporary = temporaryIn(trees);
    const isDdl = ddlBeside(temporary);
    const changesSchema = trees.some(isDdl);
    const about = {
      writes: trees.flatMap((tree) => writesOf(tree)),
      calls: [...new Set(trees.flatMap(callsIn))],
      readsRows: trees.some((tree) => tree === null || readsRows(tree, temporary)),
    };
    const builds = has(root, BUILDS);
    if (builds) return { ...about, changesSchema: true, dynamic: about.readsRows ? 'from data' : 'from catalog' };
    if (!changesSchema || !isConditional(root, isDdl)) return { ...about, changesSchema, dynamic: 'no' };
    return {
      ...about,
      changesSchema,
      dynamic: hangsOnRows(
        root,
        trees.filter((tree) => !isDdl(tree)),
        temporary,
      )
        ? 'from data'
        : 'from catalog',
    };
  } catch {
    return CANNOT_TELL;
  }
}

/** Whether something may keep a change of the schema from being made, other than an error, which would end the migration. */
function isConditional(root: unknown, isDdl: (tree: unknown) => boolean): boolean {
  return [...nodesIn(root)].some(
    ({ tag, fields }) => BRANCHES.has(tag) && (has(fields, LEAVES) || expressionsIn(fields).some((text) => isDdl(parseExpression(text)))),
  );
}

/** What a plain write reads decides nothing, but for how many rows it met. */
function hangsOnRows(root: unknown, trees: readonly unknown[], temporary: ReadonlySet<string>): boolean {
  const deciding = trees.filter((tree) => !WRITES.has(nodeOf(tree)));
  // A write says how many rows it met, or gives them back.
  const counts =
    has(root, new Set(['PLpgSQL_stmt_getdiag'])) ||
    [...nodesIn(root)].some(({ fields }) => fields['into'] === true) ||
    expressionsIn(root).some((text) => /\bfound\b/iu.test(text));
  return deciding.some((tree) => tree === null || readsRows(tree, temporary)) || (counts && trees.some((tree) => WRITES.has(nodeOf(tree))));
}

function expressionsIn(root: unknown): string[] {
  return [...nodesIn(root)].flatMap(({ tag, fields }) => (tag === 'PLpgSQL_expr' ? [textOf(fields['query'])] : []));
}

function has(root: unknown, tags: ReadonlySet<string>): boolean {
  for (const { tag, fields } of nodesIn(root)) {
    // The parser puts a return without a line at the end of every block.
    if (tags.has(tag) && (tag !== 'PLpgSQL_stmt_return' || fields['lineno'] !== undefined)) return true;
  }
  return false;
}

/** PL/pgSQL holds whole statements, bare expressions (`a > 1`) and assignments (`a := 1`). Null for one that none of these explains. */
function parseExpression(text: string): unknown {
  for (const sql of [text, `select ${text}`, `select ${text.replace(/^[^:=]*:?=/u, '')}`]) {
    try {
      return parseSync(sql);
    } catch {
      continue;
    }
  }
  return null;
}

/** Tables that are gone with the session are none of the schema. */
function ddlBeside(temporary: ReadonlySet<string>): (tree: unknown) => boolean {
  return (tree) => {
    const node = nodeOf(tree);
    if (node === '' || OF_ROWS.has(node)) return false;
    const tables = tablesOf(tree);
    return tables.length === 0 || !tables.every((name) => temporary.has(name));
  };
}

function temporaryIn(trees: readonly unknown[]): ReadonlySet<string> {
  const made = trees.map(relationOf).filter((relation) => relation['relpersistence'] === 't');
  return new Set(made.map((relation) => textOf(relation['relname'])));
}

/** What it creates, indexes or drops without saying in which schema; empty where it is about something else. */
function tablesOf(tree: unknown): string[] {
  const statement = statementOf(tree);
  const dropped =
    statement['removeType'] === 'OBJECT_TABLE' ? listOf(statement['objects']).map((one) => listOf(fieldsOf(one, 'List')['items'])) : [];
  const relation = relationOf(tree);
  const about = relation['schemaname'] === undefined ? textOf(relation['relname']) : '';
  return [
    ...dropped.map((names) => (names.length === 1 ? textOf(fieldsOf(names[0], 'String')['sval']) : '')),
    ...(about === '' ? [] : [about]),
  ];
}

/** Of what is created, or indexed. */
function relationOf(tree: unknown): Fields {
  const statement = statementOf(tree);
  switch (nodeOf(tree)) {
    case 'CreateStmt':
    case 'IndexStmt':
      return fieldsOf(statement, 'relation');
    case 'CreateTableAsStmt':
      return fieldsOf(fieldsOf(statement, 'into'), 'rel');
    default:
      return {};
  }
}

function statementOf(tree: unknown): Fields {
  const [first] = listOf(isFields(tree) ? tree['stmts'] : null);
  return fieldsOf(fieldsOf(first, 'stmt'), nodeOf(tree));
}

function nodeOf(tree: unknown): string {
  const [first] = listOf(isFields(tree) ? tree['stmts'] : null);
  return Object.keys(fieldsOf(first, 'stmt'))[0] ?? '';
}

/** The language of a `DO` block or a function; PL/pgSQL where a block names none. */
export function languageOf(options: readonly unknown[]): string {
  const language = options.map((option): Fields => fieldsOf(option, 'DefElem')).find((option) => option['defname'] === 'language');
  return language === undefined ? 'plpgsql' : textOf(fieldsOf(fieldsOf(language, 'arg'), 'String')['sval']).toLowerCase();
}
