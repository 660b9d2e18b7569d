import type { Column, ForeignKey, Relation } from '../catalogue/catalogue.ts';
import { isRequired } from '../diff/columns.ts';
import { qualified } from '../diff/named.ts';
import { literalOf } from '../diff/expression/atom.ts';
import { meetingChecks } from './meeting-checks.ts';
import { identifier, literal, relationName } from './quote.ts';
import type { Size } from './sample.ts';
import type { World } from './world.ts';
import { valueFor } from './value.ts';

/** Column → value; null is NULL. */
export type Values = ReadonlyMap<string, string | null>;

export interface Insert {
  /** Inserts of the rows that it refers to. */
  readonly setup: string;
  readonly text: string;
}

/** An insert, and before it the rows that its foreign keys ask for, with values of that size. */
export function insertOf(world: World, table: Relation, wanted: Values, size: Size = 'usual'): Insert {
  const values = meeting(world, table, wanted, size);
  // A table is reached on many ways, and the first of equal inserts has made the row for all.
  const setup = [...new Set(parents(world, table, values, size, [qualified(table)]))].join('; ');
  return { setup, text: insertText(table, values) };
}

/** Two rows in one statement, the second with rows of its own to refer to where it refers to others. */
export function twoInserts(world: World, table: Relation, one: Values, other: Values): Insert {
  const [first, second] = [insertOf(world, table, one), insertOf(world, table, other, 'other')];
  return { setup: [first.setup, second.setup].filter((setup) => setup !== '').join('; '), text: `${first.text}; ${second.text}` };
}

export function insertText(table: Relation, values: Values): string {
  if (values.size === 0) return `insert into ${relationName(table)} default values`;
  const columns = [...values.keys()].map(identifier).join(', ');
  return `insert into ${relationName(table)} (${columns}) values (${[...values.values()].map(literal).join(', ')})`;
}

/** What an insert may name: everything but what the database always computes itself. */
export function writable(table: Relation): Column[] {
  return table.columns.filter((column) => column.generated === '' && column.identity !== 'a');
}

/** What a row must have. */
export function requiredValues(world: World, table: Relation): [string, string][] {
  return table.columns.filter(isRequired).map((column) => [column.name, valueFor(world, table, column, 'usual')]);
}

function parents(world: World, table: Relation, values: Values, size: Size, path: readonly string[]): string[] {
  return table.foreignKeys.flatMap((key) => {
    const target = world.relations.get(qualified(key.target));
    const wanted = target && referred(table, key, values);
    if (!wanted || path.includes(qualified(target)) || path.length > 8) return [];
    const required = target.columns.filter((column) => isRequired(column) && !wanted.has(column.name));
    const asked = new Map([...wanted, ...required.map((column) => [column.name, valueFor(world, target, column, size)] as const)]);
    const row = meeting(world, target, asked, size);
    const always = target.columns.some((column) => column.identity === 'a' && wanted.has(column.name)) ? ' overriding system value' : '';
    const insert = insertText(target, row).replace(') values (', `)${always} values (`);
    return [...parents(world, target, row, size, [...path, qualified(target)]), `${insert} on conflict do nothing`];
  });
}

function meeting(world: World, table: Relation, values: Values, size: Size): Values {
  return meetingChecks(table, values, (name) => {
    const column = writable(table).find((one) => one.name === name);
    return column === undefined ? [] : [valueFor(world, table, column, size), valueFor(world, table, column, 'other')];
  });
}

/** The key that a parent must have; null where the row refers to none. */
function referred(table: Relation, key: ForeignKey, values: Values): Map<string, string> | null {
  if (!key.enforced) return null;
  const wanted = new Map<string, string>();
  for (const [at, num] of key.columns.entries()) {
    const column = table.columns.find((one) => one.num === num);
    const value = column === undefined ? undefined : (values.get(column.name) ?? constantDefault(column, values));
    const target = key.target.columns[at];
    if (value == null || target === undefined) return null;
    wanted.set(target, value);
  }
  return wanted;
}

function constantDefault({ name, default: text }: Column, values: Values): string | null {
  return text === null || values.has(name) ? null : literalOf(text);
}
