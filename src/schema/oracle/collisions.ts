import type { Column, Relation, Unique } from '../catalogue/catalogue.ts';
import { isRequired } from '../diff/columns.ts';
import { fillsItself } from '../diff/fills-itself.ts';
import { parseType } from '../diff/type-text.ts';
import { assignments } from './assignments.ts';
import { keyColumns } from './key-columns.ts';
import { requiredValues, twoInserts, writable } from './row.ts';
import type { Values } from './row.ts';
import { plain } from './statement.ts';
import type { Way } from './statement.ts';
import { valueFor } from './value.ts';
import type { World } from './world.ts';

/** Two rows that are equal in a new key and that the old keys let in. */
export function colliding(world: World, table: Relation, after: Relation, unique: Unique): Way[] {
  const keys = keyColumns(writable(table), after, unique);
  const computed = unique.keys.some(({ num }) => num === 0) ? keys : [];
  const same = equalIn(world, table, keys);
  const apart = apartFrom(world, table, keys);
  const known = new Set(writable(table).map((column) => column.name));
  const wanted = unique.predicate === null ? [new Map<string, string | null>()] : assignments(unique.predicate, true);
  const nulls = unique.nullsNotDistinct ? keys.filter(({ notNull }) => !notNull).map(({ name }) => [name, null] as const) : [];
  return wanted.flatMap((values) => {
    const demanded = [...values].filter(([name]) => known.has(name));
    const rows = [new Map([...same, ...demanded]), new Map([...demanded, ...same])];
    return [...rows, ...(nulls.length > 0 ? [new Map([...same, ...demanded, ...nulls])] : [])].flatMap((row) => {
      // What `lower` makes alike.
      const loud = computed.map((column) => [column.name, row.get(column.name)?.toUpperCase() ?? null] as const);
      return [new Map([...row, ...apart]), new Map([...row, ...apart, ...loud])].map((other) => twoRows(world, table, row, other));
    });
  });
}

/** Two rows whose keys differ by so little that another idea of equality may take them for the same; each pair is worth trying by itself. */
export function nearlyEqual(world: World, table: Relation, after: Relation, unique: Unique): Way[][] {
  const keys = keyColumns(writable(table), after, unique);
  const same = equalIn(world, table, keys);
  const apart = apartFrom(world, table, keys);
  return keys.flatMap(({ name, type }) =>
    nearPairs(world, type).map(([one, other]) => [
      twoRows(world, table, new Map([...same, [name, one]]), new Map([...same, ...apart, [name, other]])),
    ]),
  );
}

type Pair = readonly [string, string];

/** Capitals, accents, one letter written in two ways, blanks, signs, and both spellings of an address. */
const TEXTS: readonly Pair[] = [
  ['ann', 'Ann'],
  ['ann@example.com', 'Ann@example.com'],
  ['https://example.com/a', 'https://example.com/A'],
  ['resume', 'résumé'],
  ['\u00e9', 'e\u0301'],
  ['a', 'a '],
  ['ab', 'a-b'],
  ['1', '\uff11'],
];
const NUMBERS: readonly Pair[] = [
  ['1.001', '1.002'],
  ['1.1', '1.2'],
  ['16777216', '16777217'],
  ['9007199254740992', '9007199254740993'],
];
const MOMENTS: readonly Pair[] = [
  ['2024-01-01 10:00:00', '2024-01-01 11:00:00'],
  ['2024-01-01 10:00:00.001', '2024-01-01 10:00:00.002'],
  ['2024-01-01 10:00:00+00', '2024-01-01 11:00:00+01'],
];

function nearPairs(world: World, type: string): readonly Pair[] {
  const { base, local } = parseType(world.domains.get(type)?.base ?? type);
  if (local === 'citext' || ['text', 'character varying', 'character', 'bpchar'].includes(base)) return TEXTS;
  if (/^(?:smallint|integer|bigint|numeric|real|double precision)$/.test(base)) return NUMBERS;
  return /^(?:timestamp|time)\b/.test(base) ? MOMENTS : [];
}

function twoRows(world: World, table: Relation, one: Values, other: Values): Way {
  const { setup, text } = twoInserts(world, table, one, other);
  return plain(text, setup);
}

function equalIn(world: World, table: Relation, keys: readonly Column[]): Map<string, string> {
  return new Map([
    ...requiredValues(world, table),
    ...keys.map((column) => [column.name, valueFor(world, table, column, 'usual')] as const),
  ]);
}

/** Columns that must differ so that the old keys do not refuse the second row already: one that is not in the new key, for each that must be filled. */
function apartFrom(world: World, table: Relation, keys: readonly Column[]): Map<string, string> {
  const differing = table.uniques.flatMap((unique) => {
    const columns = table.columns.filter((column) => unique.keys.some((key) => key.num === column.num) && !keys.includes(column));
    return columns.some(fillsItself) ? [] : columns.filter(isRequired).slice(0, 1);
  });
  return new Map(differing.map((column) => [column.name, valueFor(world, table, column, 'other')]));
}
