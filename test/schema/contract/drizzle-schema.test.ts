import { describe, expect, test } from 'vitest';
import { findContract } from '#src/schema/contract/find-contract.ts';
import { columnsIn, CONFIG, IMPORT, read } from './drizzle-files.ts';

describe('what is declared', () => {
  test('columns by their names in the database, generated ones as not written', async () => {
    const contract = await read({
      'src/db/schema.ts': `import { integer, pgTable, text, timestamp, type AnyPgColumn } from 'drizzle-orm/pg-core';
import { sql, type SQL } from 'drizzle-orm';
export const parcels = pgTable('parcels', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  label: text().notNull(),
  parentId: integer('parent_id').references((): AnyPgColumn => parcels.id),
  search: text('search').generatedAlwaysAs((): SQL => sql\`upper(\${parcels.label})\`),
  at: timestamp('at', { withTimezone: true }).default(sql\`now()\`),
}, (table) => [index('by_label').on(table.label)]);
export type Parcel = typeof parcels.$inferSelect;
`,
    });
    expect(contract).toEqual({
      source: 'drizzle schema',
      files: ['src/db/schema.ts'],
      tables: [
        {
          schema: null,
          name: 'parcels',
          columns: [
            { name: 'id', written: false },
            { name: 'label', written: true },
            { name: 'parent_id', written: true },
            { name: 'search', written: false },
            { name: 'at', written: true },
          ],
          everyColumn: 'no',
        },
      ],
      enums: [],
      statements: ['SELECT "id", "label", "parent_id", "search", "at" FROM "parcels"'],
      gaps: [],
    });
  });

  test.each([
    ['a callback for the columns', `export const t = pgTable('t', (c) => ({ a: c.integer(), b: c.text('b_b') }));`, ['t.a', 't.b_b']],
    [
      'a callback that takes them apart',
      `export const t = pgTable('t', ({ text, uuid: id }) => { return { a: id(), b: text() }; });`,
      ['t.a', 't.b'],
    ],
    [
      'columns that several tables have',
      `const times = { at: timestamp('created_at') } as const;\nexport const t = pgTable('t', { id: text('id'), ...times });`,
      ['t.id', 't.created_at'],
    ],
    [
      'a function that gives them',
      `const times = () => ({ at: timestamp('created_at') });\nexport const t = pgTable('t', { id: text('id'), ...times() });`,
      ['t.id', 't.created_at'],
    ],
    [
      'a function that makes one column',
      `const money = (name: string) => numeric(name, { precision: 12 });\nexport const t = pgTable('t', { total: money('total_amount').notNull() });`,
      ['t.total_amount'],
    ],
    [
      'a prefix for all tables',
      `const table = pgTableCreator((name) => \`shop_\${name}\`);\nexport const t = table('t', { id: text('id') });`,
      ['shop_t.id'],
    ],
    ['a schema', `const depot = pgSchema('depot');\nexport const t = depot.table('t', { id: text('id') });`, ['depot.t.id']],
    [
      'the whole of Drizzle as one name',
      `import * as pg from 'drizzle-orm/pg-core';\nexport const t = pg.pgTable('t', { id: pg.text('id') });`,
      ['t.id'],
    ],
    [
      'row security',
      `export const a = pgTable('a', { id: text('id') }).enableRLS();\nexport const b = pgTable.withRLS('b', { id: text('id') });`,
      ['a.id', 'b.id'],
    ],
    [
      'a type of its own',
      `const bytes = customType<{ data: Buffer }>({ dataType() { return 'bytea'; } });\nexport const t = pgTable('t', { body: bytes('body') });`,
      ['t.body'],
    ],
    [
      'a vector',
      `import { vector } from 'pgvector/drizzle-orm';\nexport const t = pgTable('t', { v: vector('v', { dimensions: 3 }) });`,
      ['t.v'],
    ],
    [
      'tables in an object',
      `export const tables = { a: pgTable('a', { id: text('id') }), b: pgTable('b', { id: text('id') }) };`,
      ['a.id', 'b.id'],
    ],
    ['a table that is not given away', `const t = pgTable('t', { id: text('id') });`, ['t.id']],
    [
      'the columns of another table',
      `const a = pgTable('a', { id: text('id') });\nconst b = pgTable('b', { ...getTableColumns(a), x: text('x') });`,
      ['a.id', 'b.id', 'b.x'],
    ],
    [
      'a name in a constant',
      `const NAME = 'parcels';\nexport const t = pgTable(NAME, { id: text('id') } satisfies Record<string, unknown>);`,
      ['parcels.id'],
    ],
    [
      'an enum’s column',
      `const size = pgEnum('size', ['s', 'm']);\nexport const t = pgTable('t', { size: size('size').default('s'), other: size() });`,
      ['t.size', 't.other'],
    ],
    ['another casing of one table', `export const t = snakeCase.table('t', { firstName: text() });`, ['t.first_name']],
  ])('%s', async (_, text, columns) => {
    const contract = await read({ 'src/db/schema.ts': `${IMPORT}${text}\n` });
    expect([columnsIn(contract), contract?.gaps]).toEqual([columns, []]);
  });

  test('a view: with columns it is read by name, without them whole', async () => {
    const contract = await read({
      'src/db/schema.ts': `${IMPORT}export const a = pgView('a', { id: text('id') }).existing();\nexport const b = pgMaterializedView('b').as((qb) => qb.select().from(x));\n`,
    });
    expect(contract?.tables).toEqual([
      { schema: null, name: 'a', columns: [{ name: 'id', written: false }], everyColumn: 'no' },
      { schema: null, name: 'b', columns: [], everyColumn: 'read' },
    ]);
  });

  test('labels of enums, given as a list, a constant or an enum of TypeScript', async () => {
    const contract = await read({
      'src/db/schema.ts': `${IMPORT}enum Kind { A = 'a', B = 'b' }\nconst SIZES = ['s', 'm'] as const;\nexport const size = pgEnum('size', SIZES);\nexport const kind = pgEnum('kind', Kind);\nexport const mood = pgSchema('depot').enum('mood', ['calm']);\n`,
    });
    expect(contract?.enums).toEqual([
      { schema: null, name: 'size', labels: ['s', 'm'] },
      { schema: null, name: 'kind', labels: ['a', 'b'] },
      { schema: 'depot', name: 'mood', labels: ['calm'] },
    ]);
  });
});

describe('where it is', () => {
  const FILES = {
    'src/db/schema.ts': 'import { pgTable, text } from "drizzle-orm/pg-core";\nexport const a = pgTable("a", { id: text("id") });\n',
    'src/db/more/b.ts': 'import { pgTable, text } from "drizzle-orm/pg-core";\nexport const b = pgTable("b", { id: text("id") });\n',
  };
  const config = (schema: string, more = ''): Record<string, string> => ({
    'drizzle.config.ts': `import type { Config } from 'drizzle-kit';\nexport default { dialect: 'postgresql', schema: ${schema}, out: './drizzle'${more} } satisfies Config;\n`,
  });

  test.each([
    ["'./src/db/schema.ts'", ['a.id']],
    ["['./src/db/schema.ts', './src/db/more/b.ts']", ['a.id', 'b.id']],
    ["'./src/db/more'", ['b.id']],
    ["'./src/db/more/'", ['b.id']],
    ["'./src/db/*.ts'", ['a.id']],
    ["'./src/**/*.ts'", ['a.id', 'b.id']],
  ])('schema: %s', async (schema, columns) => {
    const contract = await read({ ...FILES, ...config(schema) });
    expect([columnsIn(contract), contract?.gaps]).toEqual([columns, []]);
  });

  test('imports are followed: with other endings, by an alias, through a file that passes all on', async () => {
    const contract = await read({
      ...config("'./src/db/index.ts'"),
      'src/db/index.ts': "export * from './parcels.js';\nexport { crates } from './crates';\n",
      'src/db/parcels.ts': `${IMPORT}import { times } from '@/db/times';\nimport type { X } from 'somewhere';\nexport const parcels = pgTable('parcels', { id: text('id'), ...times });\n`,
      'src/db/crates/index.ts': `${IMPORT}import * as shared from '../times';\nexport const crates = pgTable('crates', { ...shared.times });\n`,
      'src/db/times.ts': `${IMPORT}export const times = { at: timestamp('created_at') };\n`,
    });
    expect([columnsIn(contract).toSorted(), contract?.gaps]).toEqual([['crates.created_at', 'parcels.created_at', 'parcels.id'], []]);
  });

  test.each([
    ["'snake_case'", 't.first_name'],
    ["'camelCase'", 't.firstName'],
  ])('casing: %s', async (casing, column) => {
    const files = { 'src/db/schema.ts': `${IMPORT}export const t = pgTable('t', { firstName: text() });\n` };
    expect(columnsIn(await read({ ...files, ...config("'./src/db/schema.ts'", `, casing: ${casing}`) }))).toEqual([column]);
  });

  test('in a package of its own, beside another one', async () => {
    const contract = await read(
      {
        'packages/db/drizzle.config.ts': CONFIG.replace('./src/db/schema.ts', './schema.ts').replace('./drizzle', './migrations'),
        'packages/db/schema.ts': FILES['src/db/schema.ts'],
        'packages/log/drizzle.config.ts': CONFIG.replace('postgresql', 'sqlite'),
      },
      'packages/db/migrations',
    );
    expect(columnsIn(contract)).toEqual(['a.id']);
  });

  test('without a configuration the newest snapshot stands for it', async () => {
    const snapshot = JSON.stringify({ dialect: 'postgresql', tables: { x: { name: 'x', columns: { id: { name: 'id' } } } } });
    const contract = await findContract({
      paths: ['drizzle/meta/_journal.json', 'drizzle/meta/0000_snapshot.json'],
      folder: 'drizzle',
      tool: 'drizzle',
      read: async () =>
        new Map([
          ['drizzle/meta/_journal.json', '{"entries":[{"idx":0,"tag":"0000_a"}]}'],
          ['drizzle/meta/0000_snapshot.json', snapshot],
        ]),
    });
    expect([contract?.source, columnsIn(contract)]).toEqual(['drizzle snapshot', ['x.id']]);
  });
});
