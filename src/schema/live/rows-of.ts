import type { Relation } from '../catalogue/catalogue.ts';
import { literal, relationName } from '../oracle/quote.ts';
import { MOST_COUNTED } from './count.ts';

/** Rows of one table; with `having`, groups of them. */
export interface Rows {
  readonly relation: Relation;
  readonly where: string;
  readonly having?: string;
}

/** Counts them together and stops early. Bounded also in what it reads, but only by the time limit of a statement. */
export function rowsOf(rows: readonly Rows[]): string {
  const each = rows.map(({ relation, where, having = '' }) => `(select 1 from ${relationName(relation)} where ${where} ${having})`);
  const hidden = rows.map(({ relation }) => `row_security_active(${literal(relationName(relation))})`);
  return `select count(*)::int as n, ${hidden.join(' or ')} as hidden from (${each.join(' union all ')} limit ${MOST_COUNTED + 1}) counted`;
}
