import { INVOICES, OLD, type Span } from './span.ts';

const two = (sql: string): Record<string, string> => ({ 'migrations/0002_next.sql': sql });
const OPAQUE = 'OPAQUE 0002_next - migrations/0002_next.sql';
const MOVE = 'create schema app;\nalter table invoices set schema app;\n';

const PRISMA = {
  'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
  'prisma/migrations/1_base/migration.sql':
    'create type "Kind" as enum (\'BOX\', \'BAG\');\ncreate table "Parcel" (id text primary key, kind "Kind" not null, tags "Kind"[]);\n',
  'prisma/schema.prisma':
    'datasource db {\n  provider = "postgresql"\n}\nenum Kind {\n  BOX\n  BAG\n}\nmodel Parcel {\n  id String @id\n  kind Kind\n  tags Kind[]\n}\n',
};
const label = (sql: string): Record<string, string> => ({
  'prisma/migrations/2_label/migration.sql': 'alter type "Kind" add value \'TUBE\';\n',
  'prisma/migrations/3_rows/migration.sql': sql,
});
const LABEL = 'ENUM_LABEL_ADDED public.Kind - prisma/migrations/2_label/migration.sql:1';

/** What lies beside the schema: sessions, rows, administrators, platforms. */
export const SPANS_BESIDE_THE_SCHEMA: readonly Span[] = [
  ...[
    "do $$ begin execute format('alter database %I set search_path = app, public', current_database()); end $$;",
    "do $$ begin execute 'alter role ' || quote_ident(current_user) || ' set search_path to app'; end $$;",
    'do $$ begin alter role postgres set search_path = app, public; end $$;',
    'alter database postgres set search_path = app, public;',
  ].map((follow): Span => ({
    name: `a table moves and the search path follows: ${follow.slice(0, 60)}`,
    old: OLD,
    changes: two(`${MOVE}${follow}\n`),
    verdict: 'unknown',
    finds: ['TABLE_RENAMED public.invoices 42P01 migrations/0002_next.sql:2', `${OPAQUE}:3`],
  })),
  {
    name: 'a table moves and the search path stays',
    old: OLD,
    changes: two(MOVE),
    verdict: 'unsafe',
    finds: ['TABLE_RENAMED public.invoices 42P01 migrations/0002_next.sql:2'],
  },
  {
    name: 'a search path for the session of the migration alone',
    old: OLD,
    changes: two(
      "do $$ begin perform set_config('search_path', 'pg_catalog', false); end $$;\nalter table public.invoices add column tax numeric;\n",
    ),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'Prisma: a label that the migrations themselves write into rows',
    old: PRISMA,
    changes: label("insert into \"Parcel\" (id, kind) values ('p', 'TUBE');\n"),
    verdict: 'unsafe',
    finds: [LABEL],
    says: 'TUBE',
  },
  {
    name: 'Prisma: a label that the migrations write into an array',
    old: PRISMA,
    changes: label('update "Parcel" set tags = array_append(tags, \'TUBE\');\n'),
    verdict: 'unsafe',
    finds: [LABEL, 'DATA_REWRITE public.Parcel - prisma/migrations/3_rows/migration.sql:1'],
  },
  {
    name: 'Prisma: the word of a label in a column that is none of its enum',
    old: PRISMA,
    changes: label("create table log (text text);\ninsert into log values ('TUBE');\n"),
    verdict: 'safe with data caveat',
    finds: [LABEL],
  },
  {
    name: 'an extension of an administrator is dropped',
    old: OLD,
    changes: two(
      'drop extension if exists pg_cron;\ndrop extension pg_stat_statements cascade;\nalter table invoices add column tax numeric;\n',
    ),
    verdict: 'safe with data caveat',
    finds: [
      'EXTENSION_DROPPED pg_cron 42883 migrations/0002_next.sql:1',
      'EXTENSION_DROPPED pg_stat_statements 42883 migrations/0002_next.sql:2',
    ],
  },
  {
    name: 'a lock and a savepoint in a file whose transaction fails',
    old: { 'migrations/0001_base.sql': INVOICES, 'migrations/0001_more.sql': 'create table words (id integer);\n' },
    changes: two(
      'lock table invoices in access exclusive mode;\nsavepoint one;\nalter table words add column at geometry;\nrelease savepoint one;\nalter table invoices add column tax numeric;\n',
    ),
    verdict: 'unknown',
    finds: [`${OPAQUE}:3`],
  },
  {
    name: 'a loop over a table of the session that only the catalogue filled',
    old: OLD,
    changes: two(
      "do $$ declare r record; begin\n  create temp table names on commit drop as select tablename from pg_tables where schemaname = 'public';\n  for r in select tablename from names loop execute format('alter table %I add column at timestamptz', r.tablename); end loop;\nend $$;\n",
    ),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'Supabase: a table of the platform, which no migration made',
    old: {
      'supabase/migrations/20240101000000_base.sql': `${INVOICES}alter table invoices add column owner uuid references auth.users (id);\n`,
    },
    changes: { 'supabase/migrations/20240201000000_next.sql': 'alter table auth.users rename column email to mail;\n' },
    verdict: 'unknown',
    finds: ['COLUMN_RENAMED auth.users.email 42703 supabase/migrations/20240201000000_next.sql:1'],
  },
];
