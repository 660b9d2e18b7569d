import type { Catalogue, Check, Column, Relation, Unique } from '../catalogue/catalogue.ts';
import { isRequired } from '../diff/columns.ts';
import { qualified } from '../diff/named.ts';
import type { Finding } from '../finding.ts';
import { assignments } from './assignments.ts';
import { fillsItself } from '../diff/fills-itself.ts';
import { keyColumns } from './key-columns.ts';
import { insertOf, twoInserts, writable } from './row.ts';
import type { Insert } from './row.ts';
import { plain } from './statement.ts';
import type { Statement, Way } from './statement.ts';
import { valueFor } from './value.ts';
import { worldOf } from './world.ts';
import type { World } from './world.ts';

/** Rows that the old schema takes, chosen so that a constraint of the new one refuses them. They prove something only once the old one took them. */
export function provocations(before: Catalogue, after: Catalogue, findings: readonly Finding[]): Statement[] {
  const world = worldOf(before);
  const now = new Map(after.relations.map((relation) => [qualified(relation), relation]));
  return findings.flatMap((finding) => {
    const [object = '', part = ''] = finding.object.split('/', 2);
    const [table, successor] = [world.relations.get(object), now.get(object)];
    if (!table || !successor) return [];
    const ways = waysOf(world, table, successor, part);
    return ways.length === 0 ? [] : [{ object, part, use: 'ordinary' as const, ways }];
  });
}

function waysOf(world: World, table: Relation, after: Relation, name: string): Way[] {
  const check = after.checks.find((candidate) => candidate.name === name);
  if (check) return violating(world, table, check);
  const unique = after.uniques.find((candidate) => candidate.name === name);
  return unique ? colliding(world, table, after, unique) : [];
}

function violating(world: World, table: Relation, check: Check): Way[] {
  const known = new Set(writable(table).map((column) => column.name));
  return assignments(check.expression, false).flatMap((values) => {
    const mine = [...values].filter(([name]) => known.has(name));
    if (mine.length === 0) return [];
    return [wayOf(insertOf(world, table, new Map([...requiredValues(world, table), ...mine])))];
  });
}

function colliding(world: World, table: Relation, after: Relation, unique: Unique): Way[] {
  const keys = keyColumns(writable(table), after, unique);
  const same = new Map([
    ...requiredValues(world, table),
    ...keys.map((column) => [column.name, valueFor(world, table, column, 'usual')] as const),
  ]);
  const apart = new Map(differing(table, keys).map((column) => [column.name, valueFor(world, table, column, 'other')]));
  const known = new Set(writable(table).map((column) => column.name));
  const wanted = unique.predicate === null ? [new Map<string, string | null>()] : assignments(unique.predicate, true);
  return wanted.flatMap((values) => {
    const demanded = [...values].filter(([name]) => known.has(name));
    return [new Map([...same, ...demanded]), new Map([...demanded, ...same])].map((row) =>
      wayOf(twoInserts(world, table, row, new Map([...row, ...apart]))),
    );
  });
}

/** Columns that must differ so that the old keys do not refuse the second row already: one that is not in the new key, for each that must be filled. */
function differing(table: Relation, keys: readonly Column[]): Column[] {
  return table.uniques.flatMap((unique) => {
    const columns = table.columns.filter((column) => unique.keys.some((key) => key.num === column.num) && !keys.includes(column));
    return columns.some(fillsItself) ? [] : columns.filter(isRequired).slice(0, 1);
  });
}

function requiredValues(world: World, table: Relation): [string, string][] {
  return table.columns.filter(isRequired).map((column) => [column.name, valueFor(world, table, column, 'usual')]);
}

function wayOf({ setup, text }: Insert): Way {
  return plain(text, setup);
}
