import { z } from 'zod';
import type { FileTree } from '../migration.ts';
import { parser } from '../parse/parser.ts';
import type { Contract } from './contract.ts';
import { mergeUses } from './merge-uses.ts';
import { usesOf, type TableUse } from './uses-of.ts';

const query = z.object({ query: z.string() });
const oneFile = query.extend({ db_name: z.string() });
const together = z.looseObject({ db: z.string() });

/** The queries that sqlx checked at build time and keeps in git. Those that the code puts together at run time are not among them. */
export async function readSqlx(files: FileTree): Promise<Contract> {
  const gaps: string[] = [];
  const queries = new Set<string>();
  for (const [file, text] of files) {
    const found = queriesIn(file, text);
    if (found === null) gaps.push(`${file} is not a query cache of sqlx for PostgreSQL.`);
    for (const statement of found ?? []) queries.add(statement);
  }
  const uses: TableUse[] = [];
  const statements: string[] = [];
  for (const statement of queries) {
    const tree = await parseOrNull(statement);
    if (tree === null) gaps.push(`PostgreSQL cannot parse the stored query “${statement.slice(0, 80)}” as one statement.`);
    else {
      uses.push(...usesOf(tree));
      statements.push(statement);
    }
  }
  return { source: 'sqlx queries', files: [...files.keys()], tables: mergeUses(uses), enums: null, statements, gaps };
}

/** `.sqlx/query-<hash>.json` holds one query, the older `sqlx-data.json` all of them by hash. */
function queriesIn(file: string, text: string): string[] | null {
  const json = parseJson(text);
  if (!file.endsWith('sqlx-data.json')) {
    const read = oneFile.safeParse(json);
    return read.success && read.data.db_name === 'PostgreSQL' ? [read.data.query] : null;
  }
  const read = together.safeParse(json);
  if (!read.success || read.data.db !== 'PostgreSQL') return null;
  const entries = z.array(query).safeParse(Object.entries(read.data).flatMap(([key, value]) => (key === 'db' ? [] : [value])));
  return entries.success ? entries.data.map((entry) => entry.query) : null;
}

async function parseOrNull(sql: string): Promise<unknown> {
  const { parse } = await parser();
  try {
    const tree = await parse(sql);
    return tree.stmts?.length === 1 ? tree : null;
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
