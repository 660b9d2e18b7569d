import type { Check, ForeignKey, Relation, Unique } from '../catalogue/catalogue.ts';
import { ident, path } from './names.ts';

const ACTIONS = { a: 'NO ACTION', r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' } as const;

/** A unique constraint or index on another relation than its own: `names` gives the column's name there. */
export function uniqueDdl(table: Relation, unique: Unique, on: Relation): string {
  const keys = unique.keys.map(({ num, text }) => (num === 0 ? `(${text})` : ident(nameOf(table, num)))).join(', ');
  const nulls = unique.nullsNotDistinct ? ' NULLS NOT DISTINCT' : '';
  if (unique.constraint === null) {
    const where = unique.predicate === null ? '' : ` WHERE ${unique.predicate}`;
    return `CREATE UNIQUE INDEX ${ident(unique.name)} ON ${path(on)} (${keys})${nulls}${where}`;
  }
  const kind = unique.constraint === 'primary' ? 'PRIMARY KEY' : `UNIQUE${nulls}`;
  const deferrable = unique.deferrable ? ' DEFERRABLE' : '';
  return `ALTER TABLE ${path(on)} ADD CONSTRAINT ${ident(unique.name)} ${kind} (${keys})${deferrable}`;
}

export function removeUnique(unique: Unique, on: Relation): string {
  return unique.constraint === null
    ? `DROP INDEX ${path({ schema: on.schema, name: unique.name })}`
    : `ALTER TABLE ${path(on)} DROP CONSTRAINT ${ident(unique.name)}`;
}

export function checkDdl(check: Check): string {
  return `CONSTRAINT ${ident(check.name)} CHECK (${check.expression})${check.validated ? '' : ' NOT VALID'}`;
}

export function foreignKeyDdl(table: Relation, key: ForeignKey, on: Relation): string {
  const columns = key.columns.map((num) => ident(nameOf(table, num))).join(', ');
  const target = `${path(key.target)} (${key.target.columns.map(ident).join(', ')})`;
  const actions = ` ON DELETE ${ACTIONS[key.onDelete]} ON UPDATE ${ACTIONS[key.onUpdate]}`;
  const deferred = key.deferrable ? ` DEFERRABLE${key.deferred ? ' INITIALLY DEFERRED' : ''}` : '';
  return `ALTER TABLE ${path(on)} ADD CONSTRAINT ${ident(key.name)} FOREIGN KEY (${columns}) REFERENCES ${target}${actions}${deferred}`;
}

function nameOf(table: Relation, num: number): string {
  return table.columns.find((column) => column.num === num)?.name ?? '';
}
