import { isDeepStrictEqual } from 'node:util';
import type { Lost, Row, Scratch } from '../scratch.ts';
import type { Seed } from './seeds.ts';

/** Rows by table; a table that is not there any more is not in it. */
export type Rows = ReadonlyMap<string, readonly Row[]>;

/** One row a table where the table takes it; the seeds of those that did. */
export async function plant(
  scratch: Scratch,
  seeds: readonly Seed[],
): Promise<{ readonly kind: 'planted'; readonly seeds: readonly Seed[] } | Lost> {
  const taken: Seed[] = [];
  for (const seed of seeds) {
    for (const insert of seed.inserts) {
      const ran = await scratch.run(insert);
      if (ran.kind === 'lost') return ran;
      if (ran.kind === 'failed') continue;
      taken.push(seed);
      break;
    }
  }
  return { kind: 'planted', seeds: taken };
}

export async function readRows(scratch: Scratch, seeds: readonly Seed[]): Promise<{ readonly kind: 'read'; readonly rows: Rows } | Lost> {
  const rows = new Map<string, readonly Row[]>();
  for (const { name, table } of seeds) {
    const ran = await scratch.run(`SELECT * FROM ${table}`);
    if (ran.kind === 'lost') return ran;
    if (ran.kind === 'ok') rows.set(name, ran.rows);
  }
  return { kind: 'read', rows };
}

/** What did not come back as it was: a table, or one column of it. */
export function changedRows(before: Rows, after: Rows): string[] {
  return [...before].flatMap(([table, rows]) => {
    const found = after.get(table);
    if (found === undefined || found.length !== rows.length) return [table];
    const columns = Object.keys(rows[0] ?? {});
    return columns
      .filter((column) => !isDeepStrictEqual(valuesOf(rows, column), valuesOf(found, column)))
      .map((column) => `${table}.${column}`);
  });
}

/** In an order of their own: a table has none. */
function valuesOf(rows: readonly Row[], column: string): string[] {
  return rows.map((row) => JSON.stringify(row[column] ?? null)).toSorted();
}
