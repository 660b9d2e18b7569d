import type { Catalogue, Check, Column, ForeignKey, Relation, Unique } from '../catalogue/catalogue.ts';
import { isRequired } from '../diff/columns.ts';
import { isWeakerSuccessor } from '../diff/compare-uniques.ts';
import { pairTables } from '../diff/table-pair.ts';
import type { Finding } from '../finding.ts';
import { assignments, type Filled } from './assignments.ts';
import { colliding, nearlyEqual } from './collisions.ts';
import { changesOfEveryKind } from './existing-rows.ts';
import { keyColumns } from './key-columns.ts';
import { insertOf, requiredValues, twoInserts, writable } from './row.ts';
import type { Insert } from './row.ts';
import { identifier, literal, relationName } from './quote.ts';
import { insertsOfTheShutOut } from './role-statements.ts';
import { plain } from './statement.ts';
import { tooLargeFor } from './too-large.ts';
import type { Statement, Way } from './statement.ts';
import { valueFor } from './value.ts';
import { wordings } from './wordings.ts';
import { worldOf } from './world.ts';
import type { World } from './world.ts';

/** Rows that the old schema takes, chosen so that a constraint of the new one refuses them. They prove something only once the old one took them. */
export function provocations(before: Catalogue, after: Catalogue, findings: readonly Finding[]): Statement[] {
  const [world, now] = [worldOf(before), worldOf(after)];
  return findings.flatMap((finding) => {
    if (finding.code === 'TYPE_NARROWED') return overflowing(world, now, finding.object);
    const [object = '', part = ''] = finding.object.split('/', 2);
    const [table, successor] = [world.relations.get(object), now.relations.get(object)];
    if (!table || !successor) return [];
    if (/^(?:TRIGGER|RULE)_/.test(finding.code)) return changesOfEveryKind(world, table);
    if (/^(?:RLS|POLICY)_/.test(finding.code)) return insertsOfTheShutOut(world, table, successor);
    const ways = [
      waysOf(world, table, successor, part),
      ...wildWays(world, table, successor, part),
      ...allowedWays(world, table, successor, part),
      ...nearWays(world, table, successor, part),
      ...(finding.severity === 'note' ? [] : laterWays(now, table, successor, part)),
      ...(finding.severity === 'data' ? laterChanges(now, table, successor, part) : []),
    ];
    return ways.filter((tries) => tries.length > 0).map((tries) => ({ object, part, use: 'ordinary' as const, ways: tries }));
  });
}

function nearWays(world: World, table: Relation, after: Relation, name: string): Way[][] {
  const unique = after.uniques.find((candidate) => candidate.name === name);
  return unique === undefined ? [] : nearlyEqual(world, table, after, unique);
}

function waysOf(world: World, table: Relation, after: Relation, name: string): Way[] {
  const check = after.checks.find((candidate) => candidate.name === name);
  if (check) return violating(world, table, check);
  const key = after.foreignKeys.find((candidate) => candidate.name === name);
  if (key) return orphaned(world, table, after, key);
  const unique = after.uniques.find((candidate) => candidate.name === name);
  return unique ? colliding(world, table, after, unique) : [];
}

/** A row with a value that only the wider column has room for. */
function overflowing(world: World, now: World, object: string): Statement[] {
  const at = object.lastIndexOf('.');
  const [name, part] = [object.slice(0, at), object.slice(at + 1)];
  const [table, successor] = [world.relations.get(name), now.relations.get(name)];
  const narrow = successor?.columns.find((column) => column.name === part);
  if (!table || !narrow || !writable(table).some((column) => column.name === part)) return [];
  const ways = tooLargeFor(narrow.type).flatMap((value) => rowWays(world, table, [[part, value]]));
  return ways.length === 0 ? [] : [{ object: name, part, use: 'ordinary', ways }];
}

/** A row that refers to one that is not there. */
function orphaned(world: World, table: Relation, after: Relation, key: ForeignKey): Way[] {
  const names = new Set(key.columns.map((num) => after.columns.find((column) => column.num === num)?.name));
  const columns = writable(table).filter((column) => names.has(column.name));
  if (columns.length < key.columns.length) return [];
  const values = columns.map((column) => [column.name, valueFor(world, table, column, 'other')] as const);
  return rowWays(world, table, values);
}

function violating(world: World, table: Relation, check: Check): Way[] {
  const known = new Set(writable(table).map((column) => column.name));
  return assignments(check.expression, false, filledIn(world, table)).flatMap((values) => {
    const mine = [...values].filter(([name]) => known.has(name));
    if (mine.length === 0) return [];
    return rowWays(world, table, mine);
  });
}

function filledIn(world: World, table: Relation): Filled {
  return (name) =>
    writable(table).flatMap((column) =>
      column.name === name ? (['usual', 'other'] as const).map((size) => valueFor(world, table, column, size)) : [],
    );
}

const MOST_KINDS = 8;
const WILD_TEXTS = ['', 'Mixed Case', 'x'.repeat(300)];
const WILD_NUMBERS = ['-1', '0', '32767'];

/** For a check that is not understood: values that rules are often made against, each tried by itself, because the old schema takes most of them. */
function wildWays(world: World, table: Relation, after: Relation, name: string): Way[][] {
  const check = after.checks.find((candidate) => candidate.name === name);
  if (check === undefined) return [];
  const names = new Set(check.columns.map((num) => after.columns.find((column) => column.num === num)?.name));
  return writable(table)
    .filter((column) => names.has(column.name))
    .flatMap((column) => wildFor(column.type).map((value) => rowWays(world, table, [[column.name, value]])));
}

/** Every kind of row that the old checks of the same columns let in: a list of allowed combinations may have become another one. */
function allowedWays(world: World, table: Relation, after: Relation, name: string): Way[][] {
  const check = after.checks.find((candidate) => candidate.name === name);
  const old = table.checks.filter(({ enforced, columns }) => enforced && columns.some((num) => check?.columns.includes(num)));
  return old
    .flatMap(({ expression }) => assignments(expression, true, filledIn(world, table)))
    .map((values) => rowWays(world, table, [...values]));
}

function wildFor(type: string): readonly string[] {
  if (/^(?:text|character|public\.citext)/u.test(type)) return WILD_TEXTS;
  return /^(?:smallint|integer|bigint|numeric|real|double)/u.test(type) ? WILD_NUMBERS : [];
}

/** Where the old code cannot write what a partial key is about, the live code can, and an old update makes two such rows equal. */
function laterWays(now: World, table: Relation, after: Relation, name: string): Way[][] {
  const unique = after.uniques.find((candidate) => candidate.name === name);
  // The old key refuses such an update of such rows too, where it was stricter.
  if (unique === undefined || unique.predicate === null || isWeakerSuccessor(pairTables(table, after), unique)) return [];
  const [first, ...others] = keyColumns(writable(table), after, unique);
  if (first === undefined) return [];
  const keys = [first, ...others].map((column) => [column.name, valueFor(now, after, column, 'usual')] as const);
  const apart = [...after.uniques.flatMap((key) => differingIn(after, key)), first].map(
    (column) => [column.name, valueFor(now, after, column, 'other')] as const,
  );
  return assignments(unique.predicate, true).map((demanded) => {
    const one = new Map([...requiredValues(now, after), ...keys, ...demanded]);
    const rows = twoInserts(now, after, one, new Map([...one, ...apart]));
    const text = `update ${relationName(table)} set ${identifier(first.name)} = ${literal(one.get(first.name) ?? null)}`;
    return [{ ...plain(text), live: [rows.setup, rows.text].filter((part) => part !== '').join('; ') }];
  });
}

/** Where the old code cannot write the rows that a check is about, the live code can, and an old update of one column breaks it for such a row. */
function laterChanges(now: World, table: Relation, after: Relation, name: string): Way[][] {
  const check = after.checks.find((candidate) => candidate.name === name);
  const broken = check === undefined ? [] : assignments(check.expression, false, filledIn(now, after)).slice(0, MOST_KINDS);
  const names = new Set(writable(table).map((column) => column.name));
  return broken.flatMap((values) =>
    [...values].flatMap(([column, value]) => {
      if (!names.has(column) || values.size === 1) return [];
      const others = [...values].filter(([other]) => other !== column && after.columns.some((one) => one.name === other));
      const { setup, text } = insertOf(now, after, new Map([...requiredValues(now, after), ...others]));
      const update = `update ${relationName(table)} set ${identifier(column)} = ${literal(value)}`;
      return [[{ ...plain(update), live: [setup, text].filter((part) => part !== '').join('; ') }]];
    }),
  );
}

function differingIn(table: Relation, key: Unique): Column[] {
  return keyColumns(writable(table), table, key)
    .filter((column) => isRequired(column))
    .slice(0, 1);
}

/** A row with these values, and with what else it must have. */
function rowWays(world: World, table: Relation, values: readonly (readonly [string, string | null])[]): Way[] {
  const row = new Map([...requiredValues(world, table), ...values]);
  return wordings(table, row).map((worded) => wayOf(insertOf(world, table, worded)));
}

function wayOf({ setup, text }: Insert): Way {
  return plain(text, setup);
}
