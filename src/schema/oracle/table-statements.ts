import type { Column, Relation, Unique } from '../catalogue/catalogue.ts';
import { isRequired } from '../diff/columns.ts';
import { fillsItself } from '../diff/fills-itself.ts';
import { qualified } from '../diff/named.ts';
import { changesOfRows } from './existing-rows.ts';
import { keyColumns } from './key-columns.ts';
import { identifier, literal, relationName } from './quote.ts';
import { insertOf, twoInserts, writable } from './row.ts';
import type { Insert, Values } from './row.ts';
import type { Size } from './sample.ts';
import { analysed, plain } from './statement.ts';
import type { Statement } from './statement.ts';
import type { World } from './world.ts';
import { valueFor, valueOfType } from './value.ts';
import { wordings } from './wordings.ts';

/** What code that knows every column of a table says to it. */
export function tableStatements(world: World, table: Relation): Statement[] {
  const object = qualified(table);
  const ordinary = (...inserts: Insert[]): Statement => ({
    object,
    part: null,
    use: 'ordinary',
    ways: inserts.map(({ setup, text }) => plain(text, setup)),
  });
  const row = (columns: readonly Column[], size: Size) => valuesOf(world, table, columns, size);
  const inserts = (values: Values) => wordings(table, values).map((worded) => insertOf(world, table, worded));
  const required = table.columns.filter(isRequired);
  const all = writable(table);
  const nulls = new Map(all.map((column) => [column.name, column.notNull ? valueFor(world, table, column, 'usual') : null]));
  return [
    {
      object,
      part: null,
      use: 'ordinary',
      ways: [plain(`select ${table.columns.map(({ name }) => identifier(name)).join(', ')} from ${relationName(table)}`)],
    },
    ordinary(...inserts(row(required, 'usual'))),
    ordinary(
      ...inserts(row(all, 'usual')),
      ...inserts(
        row(
          all.filter((column) => !fillsItself(column)),
          'usual',
        ),
      ),
    ),
    ordinary(insertOf(world, table, nulls)),
    ordinary(insertOf(world, table, row(all, 'large'))),
    ordinary(insertOf(world, table, row(all, 'low'))),
    // Where a trigger fills a required column, the old code may leave it out.
    ...(table.triggers.length > 0 ? required : []).map((left) =>
      ordinary(
        insertOf(
          world,
          table,
          row(
            required.filter((column) => column !== left),
            'usual',
          ),
        ),
      ),
    ),
    ...(['first', 'last'] as const).map((which) => ordinary(...twoRows(world, table, which))),
    ...changesOfRows(world, table),
    ...table.columns.flatMap((column) => columnStatements(world, table, column)),
    ...table.uniques.filter((unique) => !unique.deferrable).map((unique) => upsert(world, table, unique, row(all, 'usual'))),
  ];
}

function valuesOf(world: World, table: Relation, columns: readonly Column[], size: Size): Map<string, string> {
  return new Map(columns.map((column) => [column.name, valueFor(world, table, column, size)]));
}

/** Two rows that are equal but for one column of each of the keys: a new key over the others refuses the second. */
function twoRows(world: World, table: Relation, which: 'first' | 'last'): Insert[] {
  const columns = writable(table).filter((column) => !fillsItself(column) && !mayReferToItself(table, column));
  const differing = new Set(
    table.uniques.map((unique) => {
      const keys = keyColumns(columns, table, unique);
      return (which === 'first' ? keys[0] : keys.at(-1))?.name;
    }),
  );
  const one = valuesOf(world, table, columns, 'usual');
  const other = new Map(
    columns.map((column) => [column.name, valueFor(world, table, column, differing.has(column.name) ? 'other' : 'usual')]),
  );
  return [twoInserts(world, table, one, other)];
}

/** Such a reference needs a row of the same table with a known key; it may stay NULL. */
function mayReferToItself(table: Relation, { num, notNull }: Column): boolean {
  return !notNull && table.foreignKeys.some((key) => key.target.oid === table.oid && key.columns.includes(num));
}

/** Typed as a client that knows the old type says it: read, compared with, and written where it may be. */
function columnStatements(world: World, table: Relation, column: Column): Statement[] {
  const about = { object: qualified(table), part: column.name, use: 'ordinary' } as const;
  const name = identifier(column.name);
  const value = `${literal(valueOfType(world, column.type, 'usual'))}::${column.type}`;
  const read = `select ${name} from ${relationName(table)}`;
  const reading: Statement = { ...about, ways: [plain(`${read} where ${name} = ${value}`), plain(read)] };
  if (!writable(table).includes(column)) return [reading];
  return [reading, { ...about, ways: [plain(`update ${relationName(table)} set ${name} = ${value}`)] }];
}

function upsert(world: World, table: Relation, unique: Unique, values: Values): Statement {
  const keys = unique.keys.map((key) => (key.num === 0 ? `(${key.text})` : key.text)).join(', ');
  const where = unique.predicate === null ? '' : ` where ${unique.predicate}`;
  const { setup, text } = insertOf(world, table, values);
  const whole = `${text} on conflict (${keys})${where} do nothing`;
  return { object: qualified(table), part: unique.name, use: 'possible', ways: [plain(whole, setup), analysed(whole)] };
}

/** The same by the name of the constraint, as only some code says it. */
export function upsertOnConstraint(world: World, table: Relation, { name }: Unique): Statement {
  const { setup, text } = insertOf(world, table, valuesOf(world, table, writable(table), 'usual'));
  const whole = `${text} on conflict on constraint ${identifier(name)} do nothing`;
  return { object: qualified(table), part: name, use: 'ordinary', ways: [plain(whole, setup), analysed(whole)] };
}
