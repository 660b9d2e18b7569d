import type { Files } from './repository.ts';
import type { Span } from './span.ts';

const USERS = 'create table users (id integer primary key, mail text not null, constraint one_mail unique (mail));\n';
const RENAME: Files = { 'migrations/0002_next.sql': 'alter table users rename constraint one_mail to users_mail_key;\n' };
const BASE: Files = { 'migrations/0001_base.sql': USERS };
const RENAMED = 'CONSTRAINT_RENAMED public.users/one_mail 42704 migrations/0002_next.sql:1';

const query = (sql: string): string =>
  JSON.stringify({ db_name: 'PostgreSQL', query: sql, describe: { columns: [], parameters: { Left: [] }, nullable: [] }, hash: 'x' });

const PRISMA: Files = {
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/schema.prisma':
    'datasource db {\n  provider = "postgresql"\n}\nmodel User {\n  id Int @id\n  mail String @unique\n  @@map("users")\n}\n',
};
const OBJECTS = `${USERS}create schema attic;
create table attic.rests (id integer);
create sequence tickets;
create type frame as (width integer, height integer);
create domain short as text check (length(value) < 5);
create function total(a integer, b integer) returns integer language sql as 'select a + b';
`;
const WITHOUT = `drop schema attic cascade;
drop sequence tickets;
drop type frame;
drop domain short;
drop function total(integer, integer);
`;
const gone = (file: string, schema = '3F000'): string[] => [
  `SCHEMA_DROPPED attic ${schema} ${file}:1`,
  `TABLE_DROPPED attic.rests 42P01 ${file}:1`,
  `SEQUENCE_DROPPED public.tickets 42P01 ${file}:2`,
  `TYPE_DROPPED public.frame 42704 ${file}:3`,
  `DOMAIN_DROPPED public.short 42704 ${file}:4`,
  `FUNCTION_DROPPED public.total(integer, integer) 42883 ${file}:5`,
];
const inPrisma = (code: string): Pick<Span, 'old' | 'changes'> => ({
  old: { ...PRISMA, 'prisma/migrations/1_base/migration.sql': OBJECTS, 'src/main.ts': code },
  changes: { 'prisma/migrations/2_next/migration.sql': WITHOUT },
});

/** What is called otherwise than before, and what is no table: schemas, functions, types and sequences. */
export const SPANS_OF_NAMES: readonly Span[] = [
  {
    name: 'a constraint renamed, and there is no code to look in',
    old: BASE,
    changes: RENAME,
    verdict: 'safe with data caveat',
    finds: [RENAMED],
    says: 'ON CONSTRAINT one_mail fails with 42704',
  },
  {
    name: 'a constraint renamed that the code never names',
    old: { ...BASE, 'src/main.ts': 'await sql`insert into users (id, mail) values (1, 2) on conflict (mail) do nothing`;\n' },
    changes: RENAME,
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a constraint renamed by which the code tells errors apart',
    old: { ...BASE, 'src/main.ts': "if (error.constraint === 'one_mail') throw new Taken();\n" },
    changes: RENAME,
    verdict: 'safe with data caveat',
    finds: [RENAMED],
  },
  {
    name: 'a constraint renamed by which the code upserts',
    old: { ...BASE, 'store.go': 'q := `insert into users (id, mail) values ($1, $2) on conflict on constraint one_mail do nothing`\n' },
    changes: RENAME,
    verdict: 'unsafe',
    finds: [RENAMED],
    says: 'failed there with 42704',
  },
  {
    name: 'a constraint renamed by which a stored query upserts',
    old: {
      ...BASE,
      '.sqlx/query-1.json': query('insert into users (id, mail) values ($1, $2) on conflict on constraint one_mail do nothing'),
    },
    changes: RENAME,
    verdict: 'unsafe',
    finds: [RENAMED, 'STATEMENT_FAILED sqlx queries 42704 migrations/0002_next.sql'],
  },
  {
    name: 'a unique index renamed, whose name only errors have',
    old: {
      'migrations/0001_base.sql':
        'create table users (id integer primary key, mail text);\ncreate unique index one_mail on users (mail);\n',
    },
    changes: { 'migrations/0002_next.sql': 'alter index one_mail rename to users_mail_key;\n' },
    verdict: 'safe with data caveat',
    finds: ['CONSTRAINT_RENAMED public.users/one_mail - migrations/0002_next.sql:1'],
  },
  {
    name: 'a check and a foreign key made again under other names',
    old: {
      'migrations/0001_base.sql': `${USERS}create table notes (owner integer constraint owned references users, size integer constraint small check (size < 9));\n`,
    },
    changes: {
      'migrations/0002_next.sql':
        'alter table notes drop constraint owned, add constraint notes_owner_fkey foreign key (owner) references users;\nalter table notes drop constraint small, add constraint notes_size_check check (size < 9);\n',
    },
    verdict: 'safe with data caveat',
    finds: [
      'CONSTRAINT_RENAMED public.notes/owned - migrations/0002_next.sql:1',
      'CONSTRAINT_RENAMED public.notes/small - migrations/0002_next.sql:2',
    ],
  },
  {
    name: 'objects beside tables are gone, and nobody states what the code needs',
    old: { 'migrations/0001_base.sql': OBJECTS },
    changes: { 'migrations/0002_next.sql': WITHOUT },
    verdict: 'unsafe',
    finds: gone('migrations/0002_next.sql', '42P01'),
  },
  {
    name: 'objects beside tables are gone that the code does not name',
    ...inPrisma('export {};\n'),
    verdict: 'safe with data caveat',
    finds: gone('prisma/migrations/2_next/migration.sql'),
  },
  {
    name: 'a function is gone that the code calls',
    ...inPrisma('await db.$queryRaw`select total(1, 2)`;\n'),
    verdict: 'unsafe',
    finds: gone('prisma/migrations/2_next/migration.sql'),
  },
  {
    name: 'a function is gone that a stored query calls',
    old: { 'migrations/0001_base.sql': OBJECTS, '.sqlx/query-1.json': query('select total(id, 2) from users') },
    changes: { 'migrations/0002_next.sql': 'drop function total(integer, integer);\n' },
    verdict: 'unsafe',
    finds: [
      'FUNCTION_DROPPED public.total(integer, integer) 42883 migrations/0002_next.sql:1',
      'STATEMENT_FAILED sqlx queries 42883 migrations/0002_next.sql',
    ],
  },
  {
    name: 'a function is gone that no stored query calls',
    old: { 'migrations/0001_base.sql': OBJECTS, '.sqlx/query-1.json': query('select mail from users') },
    changes: { 'migrations/0002_next.sql': 'drop function total(integer, integer);\n' },
    verdict: 'safe with data caveat',
    finds: ['FUNCTION_DROPPED public.total(integer, integer) 42883 migrations/0002_next.sql:1'],
  },
];
