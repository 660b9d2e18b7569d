import type { Files } from './repository.ts';
import { INVOICES, OLD, type Span } from './span.ts';

const PRISMA: Files = {
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/1_base/migration.sql': INVOICES,
};
const DROP = 'alter table invoices drop column total;\n';
const schema = (columns: string): Files => ({
  'prisma/schema.prisma': `datasource db {\n  provider = "postgresql"\n}\nmodel Invoice {\n  id Int @id\n${columns}  @@map("invoices")\n}\n`,
});
const snapshot = (...columns: string[]): string =>
  JSON.stringify({
    version: '7',
    dialect: 'postgresql',
    tables: {
      'public.invoices': {
        name: 'invoices',
        schema: '',
        columns: Object.fromEntries(columns.map((name) => [name, { name, type: 'text', primaryKey: false, notNull: false }])),
        indexes: {},
        foreignKeys: {},
        compositePrimaryKeys: {},
        uniqueConstraints: {},
        policies: {},
        checkConstraints: {},
        isRLSEnabled: false,
      },
    },
    enums: {},
    schemas: {},
    sequences: {},
    roles: {},
    policies: {},
    views: {},
    _meta: { columns: {}, schemas: {}, tables: {} },
  });
const JOURNAL = JSON.stringify({ dialect: 'postgresql', entries: [{ idx: 0, when: 1, tag: '0000_base' }] });
const LONGER = JSON.stringify({
  dialect: 'postgresql',
  entries: [
    { idx: 0, when: 1, tag: '0000_base' },
    { idx: 1, when: 2, tag: '0001_drop' },
  ],
});
const query = (sql: string): string =>
  JSON.stringify({ db_name: 'PostgreSQL', query: sql, describe: { columns: [], parameters: { Left: [] }, nullable: [] }, hash: 'x' });
const types = (columns: string): string =>
  `export type Database = {\n  public: {\n    Tables: {\n      invoices: {\n        Row: { ${columns} }\n        Insert: { ${columns} }\n        Update: { ${columns} }\n        Relationships: []\n      }\n    }\n    Views: {}\n    Functions: {}\n    Enums: {}\n  }\n}\n`;

const CAVEAT = { verdict: 'safe with data caveat' } as const;
const UNSAFE = { verdict: 'unsafe' } as const;
const dropped = (file: string): string[] => [`COLUMN_DROPPED public.invoices.total 42703 ${file}:1`];

const DRIZZLE: Files = {
  'drizzle.config.ts':
    "import { defineConfig } from 'drizzle-kit';\nexport default defineConfig({ dialect: 'postgresql', schema: './src/schema.ts', out: './drizzle' });\n",
  'drizzle/0000_base.sql': INVOICES,
  'drizzle/meta/_journal.json': JOURNAL,
  'drizzle/meta/0000_snapshot.json': snapshot('id', 'subtotal', 'total', 'note'),
};
const DRIZZLE_DROP: Files = { 'drizzle/0001_drop.sql': DROP, 'drizzle/meta/_journal.json': LONGER };
const drizzleSchema = (columns: string): string =>
  `import { integer, numeric, pgTable, text } from 'drizzle-orm/pg-core';\nexport const invoices = pgTable('invoices', { ${columns} });\n`;

/** What the code to go back to says that it uses. */
export const SPANS_OF_CONTRACTS: readonly Span[] = [
  {
    name: 'Drizzle: a column that left the schema of the code before it was dropped',
    old: {
      ...DRIZZLE,
      'src/schema.ts': drizzleSchema("id: integer('id').primaryKey(), subtotal: numeric('subtotal'), note: text('note')"),
    },
    changes: DRIZZLE_DROP,
    verdict: 'safe with data caveat',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 drizzle/0001_drop.sql:1'],
  },
  {
    name: 'Drizzle: a column that the schema of the code still declares',
    old: { ...DRIZZLE, 'src/schema.ts': drizzleSchema("id: integer('id').primaryKey(), total: numeric('total')") },
    changes: DRIZZLE_DROP,
    verdict: 'unsafe',
    finds: dropped('drizzle/0001_drop.sql'),
  },
  {
    name: 'Drizzle: a column that may be among those of a package',
    old: { ...DRIZZLE, 'src/schema.ts': `import { more } from '@acme/columns';\n${drizzleSchema("id: integer('id'), ...more")}` },
    changes: DRIZZLE_DROP,
    verdict: 'unknown',
    finds: dropped('drizzle/0001_drop.sql'),
  },
  {
    name: 'Drizzle: a schema that could not be read whole does not stand in the way of what breaks nothing',
    old: { ...DRIZZLE, 'src/schema.ts': `import { more } from '@acme/columns';\n${drizzleSchema("id: integer('id'), ...more")}` },
    changes: { ...DRIZZLE_DROP, 'drizzle/0001_drop.sql': 'alter table invoices add column tax numeric;\n' },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'Prisma: the dropped column is declared',
    old: { ...PRISMA, ...schema('  total Decimal?\n') },
    changes: { 'prisma/migrations/2_drop/migration.sql': DROP },
    ...UNSAFE,
    finds: dropped('prisma/migrations/2_drop/migration.sql'),
  },
  {
    name: 'Prisma: the dropped column is no longer declared',
    old: { ...PRISMA, ...schema('') },
    changes: { 'prisma/migrations/2_drop/migration.sql': DROP },
    ...CAVEAT,
    finds: dropped('prisma/migrations/2_drop/migration.sql'),
  },
  {
    name: 'Drizzle: the dropped column is declared',
    old: {
      'drizzle/0000_base.sql': INVOICES,
      'drizzle/meta/_journal.json': JOURNAL,
      'drizzle/meta/0000_snapshot.json': snapshot('id', 'total'),
    },
    changes: { 'drizzle/0001_drop.sql': DROP, 'drizzle/meta/_journal.json': LONGER },
    ...UNSAFE,
    finds: dropped('drizzle/0001_drop.sql'),
  },
  {
    name: 'Drizzle: the dropped column is no longer declared',
    old: {
      'drizzle/0000_base.sql': INVOICES,
      'drizzle/meta/_journal.json': JOURNAL,
      'drizzle/meta/0000_snapshot.json': snapshot('id', 'note'),
    },
    changes: { 'drizzle/0001_drop.sql': DROP, 'drizzle/meta/_journal.json': LONGER },
    ...CAVEAT,
    finds: dropped('drizzle/0001_drop.sql'),
  },
  {
    name: 'sqlx: a query names the dropped column',
    old: { ...OLD, '.sqlx/query-1.json': query('select total from invoices where id = $1') },
    changes: { 'migrations/0002_drop.sql': DROP },
    ...UNSAFE,
    finds: dropped('migrations/0002_drop.sql'),
  },
  {
    name: 'sqlx: no query names the dropped column',
    old: { ...OLD, '.sqlx/query-1.json': query('select note from invoices where id = $1') },
    changes: { 'migrations/0002_drop.sql': DROP },
    ...CAVEAT,
    finds: dropped('migrations/0002_drop.sql'),
  },
  {
    name: 'sqlx: a name in a query becomes ambiguous',
    old: {
      'migrations/0001_base.sql':
        'create table a (id integer primary key, owner integer);\ncreate table b (id integer primary key, a integer);\n',
      '.sqlx/query-1.json': query('select owner from a join b on b.a = a.id'),
    },
    changes: { 'migrations/0002_owner.sql': 'alter table b add column owner integer;\n' },
    ...UNSAFE,
    finds: ['AMBIGUOUS_COLUMN sqlx queries 42702 migrations/0002_owner.sql'],
  },
  {
    name: 'sqlx: a query upserts on a unique that was dropped',
    old: {
      'migrations/0001_base.sql': 'create table users (id integer primary key, email text, constraint emails unique (email));\n',
      '.sqlx/query-1.json': query('insert into users (id, email) values ($1, $2) on conflict (email) do nothing'),
    },
    changes: { 'migrations/0002_drop.sql': 'alter table users drop constraint emails;\n' },
    ...UNSAFE,
    finds: [
      'STATEMENT_FAILED sqlx queries 42P10 migrations/0002_drop.sql',
      'UNIQUE_DROPPED public.users/emails 42P10 migrations/0002_drop.sql:1',
    ],
  },
  {
    name: 'sqlx: a query copies whole rows into a table that has fewer columns than before',
    old: {
      'migrations/0001_base.sql': 'create table a (x integer);\ncreate table b (x integer);\n',
      '.sqlx/query-1.json': query('insert into a select * from b'),
    },
    changes: { 'migrations/0002_wide.sql': 'alter table b add column y integer;\n' },
    ...UNSAFE,
    finds: ['ROW_SHAPE sqlx queries 42601 migrations/0002_wide.sql'],
  },
  {
    name: 'Supabase: a second way to join two tables',
    old: {
      'supabase/migrations/20250101000000_base.sql':
        'create table a (id integer primary key);\ncreate table b (id integer primary key, one integer references a (id));\n',
    },
    changes: { 'supabase/migrations/20250201000000_two.sql': 'alter table b add column other integer references a (id);\n' },
    ...CAVEAT,
    finds: [
      'EMBED_AMBIGUOUS public.a and public.b - supabase/migrations/20250201000000_two.sql',
      'PARENT_DELETE_RESTRICTED public.a 23503 supabase/migrations/20250201000000_two.sql:1',
    ],
  },
  {
    name: 'Supabase: the dropped column is in the generated types',
    old: { 'supabase/migrations/20250101000000_base.sql': INVOICES, 'src/database.types.ts': types('id: number; total: number | null') },
    changes: { 'supabase/migrations/20250201000000_drop.sql': DROP },
    ...UNSAFE,
    finds: dropped('supabase/migrations/20250201000000_drop.sql'),
  },
  {
    name: 'Supabase: the dropped column is no longer in the generated types',
    old: { 'supabase/migrations/20250101000000_base.sql': INVOICES, 'src/database.types.ts': types('id: number') },
    changes: { 'supabase/migrations/20250201000000_drop.sql': DROP },
    ...CAVEAT,
    finds: dropped('supabase/migrations/20250201000000_drop.sql'),
  },
  {
    name: 'an example’s Prisma schema says nothing about code on another tool',
    old: {
      'db/migrations/00001_base.sql': `-- +goose Up\n${INVOICES}`,
      'examples/shop/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\nmodel Thing {\n  id Int @id\n}\n',
    },
    changes: { 'db/migrations/00002_drop.sql': `-- +goose Up\n${DROP}` },
    ...UNSAFE,
    finds: ['COLUMN_DROPPED public.invoices.total 42703 db/migrations/00002_drop.sql:2'],
  },
  {
    name: 'queries that name few of the tables are not all that the code says',
    old: {
      'migrations/0001_base.sql': `${INVOICES}create table a (id integer);\ncreate table b (id integer);\ncreate table c (id integer);\n`,
      '.sqlx/query-1.json': query('select id from a'),
    },
    changes: { 'migrations/0002_drop.sql': DROP },
    ...UNSAFE,
    finds: dropped('migrations/0002_drop.sql'),
  },
  {
    name: 'a table that the code declares and no migration makes, dropped if it exists',
    old: {
      ...PRISMA,
      'prisma/schema.prisma':
        'datasource db {\n  provider = "postgresql"\n}\nmodel Invoice {\n  id Int @id\n  @@map("invoices")\n}\nmodel Legacy {\n  id Int @id\n  @@map("legacy")\n}\n',
    },
    changes: { 'prisma/migrations/2_drop/migration.sql': 'drop table if exists legacy;\n' },
    verdict: 'unknown',
    finds: ['OPAQUE 2_drop - prisma/migrations/2_drop/migration.sql'],
  },
];
