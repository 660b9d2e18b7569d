import type { Catalogue, Column, Relation } from '../catalogue/catalogue.ts';
import { isRequired } from '../diff/columns.ts';
import { qualified } from '../diff/named.ts';
import { insertOf, writable, type Values } from '../oracle/row.ts';
import { relationName } from '../oracle/quote.ts';
import { valueFor } from '../oracle/value.ts';
import { worldOf, type World } from '../oracle/world.ts';

/** One synthetic row for a table, in the ways to try it: the first that is taken stands. */
export interface Seed {
  /** As findings name it. */
  readonly name: string;
  /** Qualified and quoted, ready for SQL. */
  readonly table: string;
  readonly inserts: readonly string[];
}

/**
 * `full`: a value in every column, to see what becomes of it. `bare`: nothing but what is required, so that a rule about the rest meets NULL.
 * Rows that a row refers to come with it.
 */
export function seedsOf(catalogue: Catalogue, kind: 'full' | 'bare'): Seed[] {
  const world = worldOf(catalogue);
  return catalogue.relations
    .filter((relation) => relation.kind === 'table' || relation.kind === 'partitioned')
    .filter(({ partitionOf }) => partitionOf === null)
    .map((table) => ({
      name: qualified(table),
      table: relationName(table),
      inserts: columnChoices(table, kind).map((columns) => insert(world, table, columns)),
    }));
}

function columnChoices(table: Relation, kind: 'full' | 'bare'): readonly (readonly Column[])[] {
  const all = writable(table);
  const required = all.filter(isRequired);
  return kind === 'bare' ? [required] : [all, all.filter(({ default: value, identity }) => value === null && identity === ''), required];
}

function insert(world: World, table: Relation, columns: readonly Column[]): string {
  const values: Values = new Map(columns.map((column) => [column.name, valueFor(world, table, column, 'usual')]));
  const { setup, text } = insertOf(world, table, values);
  return setup === '' ? text : `${setup}; ${text}`;
}
