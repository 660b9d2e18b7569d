import { describe, expect, test } from 'vitest';
import type { Contract } from '#src/schema/contract/contract.ts';
import { JOURNAL, PRISMA, SNAPSHOT, TYPES } from './files.ts';
import { isContractFile, readContract } from '#src/schema/contract/read-contract.ts';

describe("Prisma's schema", () => {
  test('names every declared scalar as it is called in the database, and none that the client leaves out', async () => {
    expect(await readContract(new Map([['prisma/schema.prisma', PRISMA]]))).toEqual({
      source: 'prisma schema',
      files: ['prisma/schema.prisma'],
      tables: [
        {
          schema: 'billing',
          name: 'invoices',
          columns: [
            { name: 'id', written: true },
            { name: 'total_amount', written: true },
            { name: 'status', written: true },
            { name: 'tags', written: true },
          ],
          everyColumn: 'no',
        },
        {
          schema: null,
          name: 'Line',
          columns: [
            { name: 'id', written: true },
            { name: 'invoiceId', written: true },
          ],
          everyColumn: 'no',
        },
      ],
      enums: [{ schema: null, name: 'invoice_status', labels: ['open', 'PAID'] }],
      statements: ['SELECT "id", "total_amount", "status", "tags" FROM "billing"."invoices"', 'SELECT "id", "invoiceId" FROM "Line"'],
      gaps: [],
    });
  });

  test('loses no block behind one that stands in a single line', async () => {
    const contract = await readContract(new Map([['a.prisma', 'generator client { provider = "x" }\nmodel A {\n  id Int @id\n}\n']]));

    expect(namesIn(contract)).toEqual(['A.id']);
    expect(contract?.gaps).toEqual([]);
  });

  test('may be cut into several files', async () => {
    const contract = await readContract(
      new Map([
        ['prisma/schema/a.prisma', 'model A {\n  id Int @id\n  kind Kind\n}\n'],
        ['prisma/schema/kind.prisma', 'enum Kind {\n  X\n}\n'],
      ]),
    );

    expect(namesIn(contract)).toEqual(['A.id', 'A.kind']);
    expect(contract?.gaps).toEqual([]);
  });

  test.each([
    [
      'a type that no file declares',
      'model A {\n  id Int @id\n  kind Kind\n}\n',
      'A.kind has the type Kind, which no file of the schema declares.',
    ],
    ['a line that is not understood', 'model A {\n  id Int @id\n  ???\n}\n', 'a.prisma: the line “???” of A is not understood.'],
    ['a file that was cut off', 'model A {\n  id Int @id\n', 'a.prisma: the block A is not closed.'],
    [
      'another kind of database',
      'datasource db {\n  provider = "mysql"\n}\nmodel A {\n  id Int @id\n}\n',
      'a.prisma is for mysql, not for PostgreSQL.',
    ],
  ])('%s is a gap', async (_, text, gap) => {
    expect((await readContract(new Map([['a.prisma', text]])))?.gaps).toEqual([gap]);
  });
});

describe("Drizzle's snapshot", () => {
  test('of the 0.x layout is the one of the newest migration in the journal', async () => {
    const files = new Map([
      ['drizzle/meta/_journal.json', JOURNAL],
      ['drizzle/meta/0000_snapshot.json', '{}'],
      ['drizzle/meta/0001_snapshot.json', SNAPSHOT],
    ]);

    expect(await readContract(files)).toEqual({
      source: 'drizzle snapshot',
      files: ['drizzle/meta/0001_snapshot.json'],
      tables: [
        {
          schema: null,
          name: 'invoices',
          columns: [
            { name: 'id', written: false },
            { name: 'total', written: false },
            { name: 'tax', written: true },
          ],
          everyColumn: 'no',
        },
        { schema: null, name: 'sums', columns: [{ name: 'tax', written: false }], everyColumn: 'no' },
      ],
      enums: [{ schema: null, name: 'mood', labels: ['calm'] }],
      statements: ['SELECT "id", "total", "tax" FROM "invoices"', 'SELECT "tax" FROM "sums"'],
      gaps: [],
    });
  });

  test('that is older than the newest migration is a gap', async () => {
    const files = new Map([
      ['drizzle/meta/_journal.json', JOURNAL],
      ['drizzle/meta/0000_snapshot.json', SNAPSHOT],
    ]);

    expect((await readContract(files))?.gaps).toEqual([
      'drizzle/meta/0000_snapshot.json is older than the newest migration of this commit, which has no snapshot.',
    ]);
  });

  test('of the 1.0 layout lists entities', async () => {
    const ddl = [
      { entityType: 'schemas', name: 'billing' },
      { entityType: 'tables', schema: 'billing', name: 'invoices', isRlsEnabled: false },
      { entityType: 'columns', schema: 'billing', table: 'invoices', name: 'id', type: 'integer', generated: null, identity: null },
      { entityType: 'columns', schema: 'public', table: 'invoices', name: 'other', type: 'integer', generated: null, identity: null },
      { entityType: 'enums', schema: 'public', name: 'mood', values: ['calm', 'cross'] },
      { entityType: 'views', schema: 'public', name: 'sums', definition: 'select 1' },
    ];
    const files = new Map([
      ['drizzle/20260101120000_init/snapshot.json', '{}'],
      ['drizzle/20260102120000_more/migration.sql', 'SELECT 1;'],
      [
        'drizzle/20260102120000_more/snapshot.json',
        JSON.stringify({ version: '8', dialect: 'postgres', id: 'x', prevIds: [], ddl, renames: [] }),
      ],
    ]);

    const contract = await readContract(files);

    expect(contract?.tables).toEqual([
      { schema: 'billing', name: 'invoices', columns: [{ name: 'id', written: true }], everyColumn: 'no' },
      { schema: null, name: 'sums', columns: [], everyColumn: 'read' },
    ]);
    expect(contract?.enums).toEqual([{ schema: null, name: 'mood', labels: ['calm', 'cross'] }]);
    expect(contract?.gaps).toEqual([]);
  });

  test('in no known form is a gap', async () => {
    expect((await readContract(new Map([['drizzle/20260101120000_a/snapshot.json', '{"ddl": 1}']])))?.gaps).toEqual([
      "drizzle/20260101120000_a/snapshot.json is not a PostgreSQL snapshot of Drizzle's 0.x or 1.0.",
    ]);
  });
});

describe("sqlx's stored queries", () => {
  test('say what is read and what is written', async () => {
    const files = new Map([
      ['.sqlx/query-1.json', stored('SELECT i.id, c.name FROM invoices i JOIN customers c USING (customer_id) WHERE i.total > $1')],
      ['.sqlx/query-2.json', stored('INSERT INTO invoices (id, tax) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET note = excluded.note')],
      ['.sqlx/query-3.json', stored('WITH old AS (SELECT id FROM logs) DELETE FROM logs USING old WHERE logs.id = old.id')],
    ]);

    const contract = await readContract(files);

    expect(contract?.gaps).toEqual([]);
    expect(contract?.statements).toHaveLength(3);
    expect(contract?.tables.map(({ name }) => name)).toEqual(['customers', 'invoices', 'logs']);
    expect(contract?.tables[1]).toEqual({
      schema: null,
      name: 'invoices',
      columns: [
        { name: 'customer_id', written: false },
        { name: 'id', written: true },
        { name: 'name', written: false },
        { name: 'note', written: true },
        { name: 'tax', written: true },
        { name: 'total', written: false },
      ],
      everyColumn: 'no',
    });
  });

  test.each([
    ['SELECT * FROM t', 'read'],
    ['SELECT t FROM t', 'read'],
    ['SELECT a FROM t NATURAL JOIN u', 'read'],
    ['INSERT INTO t VALUES (1)', 'written'],
    ['INSERT INTO t DEFAULT VALUES', 'no'],
    ['SELECT count(*) FROM t', 'no'],
  ])('%s takes every column: %s', async (text, everyColumn) => {
    const contract = await readContract(new Map([['.sqlx/query-1.json', stored(text)]]));
    expect(contract?.tables.find(({ name }) => name === 't')?.everyColumn).toBe(everyColumn);
  });

  test('may stand in one file', async () => {
    const text = JSON.stringify({ db: 'PostgreSQL', abc: { query: 'SELECT a FROM t', describe: {} } });
    expect(namesIn(await readContract(new Map([['sqlx-data.json', text]])))).toEqual(['t.a']);
  });

  test.each([
    ['.sqlx/query-1.json', '{', '.sqlx/query-1.json is not a query cache of sqlx for PostgreSQL.'],
    [
      '.sqlx/query-1.json',
      JSON.stringify({ db_name: 'MySQL', query: 'SELECT 1' }),
      '.sqlx/query-1.json is not a query cache of sqlx for PostgreSQL.',
    ],
    ['.sqlx/query-1.json', stored('SELEC 1'), 'PostgreSQL cannot parse the stored query “SELEC 1” as one statement.'],
    [
      '.sqlx/query-1.json',
      stored('SELECT 1; DROP TABLE t'),
      'PostgreSQL cannot parse the stored query “SELECT 1; DROP TABLE t” as one statement.',
    ],
  ])('%s that cannot be read is a gap', async (file, text, gap) => {
    expect((await readContract(new Map([[file, text]])))?.gaps).toEqual([gap]);
  });
});

describe("Supabase's generated types", () => {
  test('name the tables, what may be written, and the enums', async () => {
    expect(await readContract(new Map([['src/database.types.ts', TYPES]]))).toEqual({
      source: 'supabase types',
      files: ['src/database.types.ts'],
      tables: [
        {
          schema: 'public',
          name: 'invoices',
          columns: [
            { name: 'id', written: false },
            { name: 'total', written: 'unknown' },
            { name: 'meta', written: 'unknown' },
          ],
          everyColumn: 'no',
        },
      ],
      enums: [{ schema: 'public', name: 'mood', labels: ['calm', 'cr"oss'] }],
      statements: [],
      gaps: [],
    });
  });

  test('that are cut off or something else are a gap', async () => {
    for (const text of [TYPES.slice(0, 700), 'export const Database = 1', '']) {
      expect((await readContract(new Map([['database.types.ts', text]])))?.gaps).toEqual([
        'database.types.ts holds no generated type Database that can be read.',
      ]);
    }
  });
});

test('several kinds of contract count together', async () => {
  const contract = await readContract(
    new Map([
      ['a.prisma', 'model A {\n  id Int @id\n}\n'],
      ['.sqlx/query-1.json', stored('SELECT b FROM c')],
    ]),
  );

  expect(namesIn(contract)).toEqual(['A.id', 'c.b']);
  expect(contract?.source).toBe('prisma schema');
  expect(contract?.enums).toBeNull();
});

test('code that states no contract has none', async () => {
  expect(await readContract(new Map([['src/index.ts', 'console.log(1)']]))).toBeNull();
});

test('only files that can be a contract are asked for', () => {
  const files = [
    'prisma/schema.prisma',
    'db/.sqlx/query-1.json',
    'node_modules/x/schema.prisma',
    'src/index.ts',
    'drizzle/meta/_journal.json',
    'drizzle/0001_x.sql',
    'types/database.types.ts',
  ];
  expect(files.filter(isContractFile)).toEqual([
    'prisma/schema.prisma',
    'db/.sqlx/query-1.json',
    'drizzle/meta/_journal.json',
    'types/database.types.ts',
  ]);
});

function stored(query: string): string {
  return JSON.stringify({ db_name: 'PostgreSQL', query, describe: { columns: [], parameters: { Left: [] }, nullable: [] }, hash: 'x' });
}

function namesIn(contract: Contract | null): string[] {
  return (contract?.tables ?? []).flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`));
}
