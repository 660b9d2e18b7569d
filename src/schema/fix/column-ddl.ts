import type { Catalogue, Column, Relation } from '../catalogue/catalogue.ts';
import { ident, path } from './names.ts';

/** What `ADD COLUMN` and `CREATE TABLE` need for one column of the old schema. */
export interface ColumnDdl {
  readonly text: string;
  /** Before it: a sequence that went away with the column. */
  readonly first: readonly string[];
  readonly afterwards: readonly string[];
  /** Whether adding it to a table with rows writes every one of them. */
  readonly rewrites: boolean;
}

/** @param required whether it may say NOT NULL: only where a default fills every row and every insert of the live code */
export function columnDdl(table: Relation, column: Column, required: boolean, before: Catalogue, live: Catalogue): ColumnDdl {
  const sequence = ownedSequence(table, column, before, live);
  const value = valueOf(column);
  const collation = column.collation === null ? '' : ` COLLATE ${ident(column.collation)}`;
  return {
    text: `${ident(column.name)} ${column.type}${collation}${value}${required ? ' NOT NULL' : ''}`,
    first: sequence === null ? [] : [`CREATE SEQUENCE ${sequence}${/^(?:small)?int/.test(column.type) ? ` AS ${column.type}` : ''}`],
    afterwards: sequence === null ? [] : [`ALTER SEQUENCE ${sequence} OWNED BY ${path(table)}.${ident(column.name)}`],
    rewrites: column.identity !== '' || column.generated === 's' || mayDiffer(column.default),
  };
}

function valueOf({ generated, identity, default: expression }: Column): string {
  if (generated !== '') return ` GENERATED ALWAYS AS (${expression}) ${generated === 's' ? 'STORED' : 'VIRTUAL'}`;
  if (identity !== '') return ` GENERATED ${identity === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`;
  return expression === null ? '' : ` DEFAULT ${expression}`;
}

/** A default that calls anything but the clock may give every row another value, and then every row is written. */
function mayDiffer(expression: string | null): boolean {
  return expression !== null && /\(/.test(expression.replaceAll(/'(?:[^']|'')*'/g, '').replaceAll(/\bnow\(\)/g, ''));
}

function ownedSequence(table: Relation, column: Column, before: Catalogue, live: Catalogue): string | null {
  if (column.identity !== '' || !column.default?.startsWith('nextval(')) return null;
  const owned = before.sequences.find(({ ownedBy }) => ownedBy === `${table.schema}.${table.name}.${column.name}`);
  if (owned === undefined || live.sequences.some(({ schema, name }) => schema === owned.schema && name === owned.name)) return null;
  return path(owned);
}
