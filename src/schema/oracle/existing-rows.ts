import type { Column, Relation } from '../catalogue/catalogue.ts';
import { qualified } from '../diff/named.ts';
import { demandsOn } from './demands.ts';
import { identifier, literal, relationName } from './quote.ts';
import { insertOf, requiredValues, writable } from './row.ts';
import type { Values } from './row.ts';
import type { Size } from './sample.ts';
import { plain } from './statement.ts';
import type { Statement, Way } from './statement.ts';
import { valueFor } from './value.ts';
import { wordings } from './wordings.ts';
import type { World } from './world.ts';

/** More labels of a column than this are not tried one by one. */
const MOST_LABELS = 8;

/** Rows that are there are deleted, and each of their columns but the primary key is changed. */
export function changesOfRows(world: World, table: Relation): Statement[] {
  return (['usual', 'other'] as const).flatMap((size) => {
    const columns = changeable(table);
    return [said(table, deletes(world, table, rowOf(world, table, size), size)), said(table, updates(world, table, columns, size))];
  });
}

/** The same for a table with a trigger that may refuse it only for some rows or columns: one statement for each kind of row and for each column. */
export function changesOfEveryKind(world: World, table: Relation): Statement[] {
  const usual = rowOf(world, table, 'usual');
  const optional = writable(table).filter(({ notNull }) => !notNull);
  const kinds = [new Map([...usual, ...optional.map(({ name }) => [name, null] as const)]), ...labelled(world, table, usual)];
  return [
    ...changesOfRows(world, table),
    ...kinds.map((row) => said(table, deletes(world, table, row, 'usual'))),
    ...changeable(table).map((column) => said(table, updates(world, table, [column], 'usual'))),
  ];
}

function said(relation: Relation, ways: readonly Way[]): Statement {
  return { object: qualified(relation), part: null, use: 'ordinary', ways };
}

function deletes(world: World, table: Relation, row: Values, size: Size): Way[] {
  return [row, new Map(requiredValues(world, table))].flatMap((values) =>
    wordings(table, values).map((worded) =>
      plain(`delete from ${relationName(table)}${whereOf(table, worded)}`, rowsFirst(world, table, worded, size)),
    ),
  );
}

/** To the values of another row, whose parents are there too. */
function updates(world: World, table: Relation, columns: readonly Column[], size: Size): Way[] {
  const next = size === 'usual' ? 'other' : 'usual';
  const row = rowOf(world, table, size);
  const wanted = rowOf(world, table, next);
  const parents = insertOf(world, table, wanted, next).setup;
  const own = columns.filter(({ num }) => !table.foreignKeys.some((key) => key.columns.includes(num)));
  return [columns, own].flatMap((changed) => {
    if (changed.length === 0) return [];
    const sets = changed.map(({ name }) => `${identifier(name)} = ${literal(wanted.get(name) ?? null)}`).join(', ');
    return wordings(table, row).map((worded) =>
      plain(`update ${relationName(table)} set ${sets}${whereOf(table, worded)}`, joined(parents, rowsFirst(world, table, worded, size))),
    );
  });
}

/** Finds the row by its first key that is known whole, or else by all that can be compared: others, which a migration wrote, are left alone. */
function whereOf(table: Relation, row: Values): string {
  const keys = table.uniques.toSorted((one, other) => Number(other.constraint === 'primary') - Number(one.constraint === 'primary'));
  const known = (num: number) => table.columns.find((column) => column.num === num && row.get(column.name) != null)?.name;
  const key = keys.map(({ keys: parts }) => parts.map(({ num }) => known(num))).find((names) => names.every((name) => name !== undefined));
  const comparable = table.columns.filter(({ type }) => !NOT_COMPARABLE.test(type)).map(({ name }) => name);
  const conditions = (key ?? comparable).flatMap((name) => {
    const value = name === undefined ? null : (row.get(name) ?? null);
    return name === undefined || value === null ? [] : [`${identifier(name)} = ${literal(value)}`];
  });
  return conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
}

const NOT_COMPARABLE = /^(?:json|xml|point|line|lseg|box|path|polygon|circle|jsonpath)(?:\[\])*$/;

function rowsFirst(world: World, table: Relation, values: Values, size: Size): string {
  const { setup, text } = insertOf(world, table, values, size);
  return joined(setup, text);
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}

function rowOf(world: World, table: Relation, size: Size): Map<string, string> {
  return new Map(writable(table).map((column) => [column.name, valueFor(world, table, column, size)]));
}

/** A row for each label that a column can have: `paid` may not be deleted where `open` may. */
function labelled(world: World, table: Relation, usual: Values): Values[] {
  const checks = table.checks.filter((check) => check.enforced).map((check) => check.expression);
  return writable(table).flatMap(({ name, type }) => {
    const labels = world.labels.get(type) ?? demandsOn(name, checks).oneOf ?? (type === 'boolean' ? ['true', 'false'] : []);
    return labels.slice(0, MOST_LABELS).map((label) => new Map([...usual, [name, label]]));
  });
}

/** Code does not change the key that it finds a row by. */
function changeable(table: Relation): Column[] {
  const primary = new Set(table.uniques.flatMap(({ constraint, keys }) => (constraint === 'primary' ? keys.map(({ num }) => num) : [])));
  return writable(table).filter(({ num }) => !primary.has(num));
}
