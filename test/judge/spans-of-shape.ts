import { INVOICES, OLD, type Span } from './span.ts';

const two = (sql: string): Record<string, string> => ({ 'migrations/0002_next.sql': sql });

/** What the migrations do to the schema. */
export const SPANS_OF_SHAPE: readonly Span[] = [
  { name: 'no migration between', old: OLD, changes: { 'app.js': 'x' }, verdict: 'safe', finds: [], says: 'no migration lies between' },
  { name: 'a nullable column', old: OLD, changes: two('alter table invoices add column tax numeric;\n'), verdict: 'safe', finds: [] },
  {
    name: 'a dropped column, behind a comment and multi-byte characters',
    old: OLD,
    changes: two(
      "-- Übersicht: 請求書\ncomment on table invoices is '請求書 – naïve 🧾';\n/* ä */\nalter table invoices\n  drop column total;\n",
    ),
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 migrations/0002_next.sql:4'],
  },
  {
    name: 'a column added and dropped again: nothing is left of it',
    old: OLD,
    changes: {
      ...two('alter table invoices add column tmp text not null;\n'),
      'migrations/0003_undo.sql': 'alter table invoices drop column tmp;\n',
    },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a unique added and dropped again',
    old: OLD,
    changes: {
      ...two('create unique index one on invoices (note);\n'),
      'migrations/0003_undo.sql': 'drop index one;\n',
    },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a column dropped and added again in another migration: its values are gone',
    old: OLD,
    changes: {
      ...two('alter table invoices drop column note;\n'),
      'migrations/0003_back.sql': 'alter table invoices add column note text;\n',
    },
    verdict: 'safe with data caveat',
    finds: ['COLUMN_RECREATED public.invoices.note - migrations/0002_next.sql:1'],
  },
  {
    name: 'a table dropped and created again',
    old: OLD,
    changes: two(`drop table invoices;\n${INVOICES}`),
    verdict: 'unknown',
    finds: ['TABLE_RECREATED public.invoices - migrations/0002_next.sql:1', 'OPAQUE 0002_next - migrations/0002_next.sql:2'],
  },
  {
    name: 'a column renamed',
    old: OLD,
    changes: two('alter table invoices rename column note to remark;\n'),
    verdict: 'unsafe',
    finds: ['COLUMN_RENAMED public.invoices.note 42703 migrations/0002_next.sql:1'],
    says: 'remark',
  },
  {
    name: 'a table renamed',
    old: OLD,
    changes: two('select 1;\nalter table invoices rename to bills;\n'),
    verdict: 'unsafe',
    finds: ['TABLE_RENAMED public.invoices 42P01 migrations/0002_next.sql:2'],
    says: 'bills',
  },
  {
    name: 'a required column built in three statements',
    old: OLD,
    changes: two(
      'alter table invoices add column tax numeric;\nupdate invoices set tax = 0;\nalter table invoices alter column tax set not null;\n',
    ),
    verdict: 'unsafe',
    finds: ['REQUIRED_COLUMN_ADDED public.invoices.tax 23502 migrations/0002_next.sql:3'],
  },
  {
    name: 'a required column built in three files',
    old: OLD,
    changes: {
      ...two('alter table invoices add column tax numeric;\n'),
      'migrations/0003_fill.sql': 'update invoices set tax = 0;\n',
      'migrations/0004_require.sql': '-- now\nalter table invoices alter column tax set not null;\n',
    },
    verdict: 'unsafe',
    finds: ['REQUIRED_COLUMN_ADDED public.invoices.tax 23502 migrations/0004_require.sql:2'],
  },
  {
    name: 'SET NOT NULL through the recipe that takes no long lock',
    old: OLD,
    changes: two(
      'alter table invoices add constraint has_note check (note is not null) not valid;\nalter table invoices validate constraint has_note;\n' +
        'alter table invoices alter column note set not null;\nalter table invoices drop constraint has_note;\n',
    ),
    verdict: 'unsafe',
    finds: ['NOT_NULL_SET public.invoices.note 23502 migrations/0002_next.sql:3'],
  },
  {
    name: 'a unique on a new nullable column',
    old: OLD,
    changes: two('alter table invoices add column slug text;\ncreate unique index on invoices (slug);\n'),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a unique on a new nullable column where two NULLs are the same',
    old: OLD,
    changes: two('alter table invoices add column slug text;\ncreate unique index slugs on invoices (slug) nulls not distinct;\n'),
    verdict: 'unsafe',
    finds: ['UNIQUE_ADDED public.invoices/slugs 23505 migrations/0002_next.sql:2'],
  },
  {
    name: 'a unique on a new column that every row fills with the same value',
    old: OLD,
    changes: two("alter table invoices add column slug text default 'none';\ncreate unique index slugs on invoices (slug);\n"),
    verdict: 'unsafe',
    finds: ['UNIQUE_ADDED public.invoices/slugs 23505 migrations/0002_next.sql:2'],
  },
  {
    name: 'a list of allowed values that has grown',
    old: { 'migrations/0001_base.sql': "create table jobs (id integer primary key, state text check (state in ('new', 'done')));\n" },
    changes: two(
      "alter table jobs drop constraint jobs_state_check;\nalter table jobs add constraint jobs_state_check check (state in ('new', 'done', 'lost'));\n",
    ),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a list of allowed values that has shrunk',
    old: { 'migrations/0001_base.sql': "create table jobs (id integer primary key, state text check (state in ('new', 'done')));\n" },
    changes: two(
      "alter table jobs drop constraint jobs_state_check;\nalter table jobs add constraint jobs_state_check check (state in ('done'));\n",
    ),
    verdict: 'unsafe',
    finds: ['CHECK_ADDED public.jobs/jobs_state_check 23514 migrations/0002_next.sql:2'],
  },
  {
    name: 'IF EXISTS and IF NOT EXISTS that do nothing',
    old: OLD,
    changes: two(
      'drop table if exists orders;\nalter table invoices drop column if exists tax;\nalter table invoices add column if not exists note text not null;\n',
    ),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'an enum swapped for one with one more label',
    old: {
      'migrations/0001_base.sql':
        "create type state as enum ('new', 'done');\ncreate table jobs (id integer primary key, state state not null default 'new');\n",
    },
    changes: two(
      "create type state_new as enum ('new', 'done', 'lost');\nalter table jobs alter column state drop default;\n" +
        'alter table jobs alter column state type state_new using state::text::state_new;\nalter type state rename to state_old;\n' +
        "alter type state_new rename to state;\ndrop type state_old;\nalter table jobs alter column state set default 'new';\n",
    ),
    verdict: 'safe with data caveat',
    finds: ['ENUM_LABEL_ADDED public.state - migrations/0002_next.sql:4'],
  },
  {
    name: 'a unique dropped',
    old: { 'migrations/0001_base.sql': 'create table users (id integer primary key, email text, constraint emails unique (email));\n' },
    changes: two('alter table users drop constraint emails;\n'),
    verdict: 'unsafe',
    finds: ['UNIQUE_DROPPED public.users/emails 42P10 migrations/0002_next.sql:1'],
  },
  {
    name: 'a table replaced by a view that takes writes',
    old: OLD,
    changes: two('alter table invoices rename to bills;\ncreate view invoices as select * from bills;\n'),
    verdict: 'safe with data caveat',
    finds: ['TABLE_RENAMED public.invoices 42809 migrations/0002_next.sql:1'],
  },
  {
    name: 'a table replaced by a view that takes no writes',
    old: OLD,
    changes: two('alter table invoices rename to bills;\ncreate view invoices as select distinct * from bills;\n'),
    verdict: 'unsafe',
    finds: [
      'TABLE_RENAMED public.invoices 42809 migrations/0002_next.sql:1',
      'VIEW_LOST_UPDATABILITY public.invoices 55000 migrations/0002_next.sql:1',
    ],
  },
  {
    name: 'row-level security switched on',
    old: OLD,
    changes: two('alter table invoices enable row level security;\n'),
    verdict: 'safe with data caveat',
    finds: ['RLS_ENABLED public.invoices 42501 migrations/0002_next.sql:1'],
  },
  {
    name: 'a right taken away',
    old: { 'migrations/0001_base.sql': `create role app;\n${INVOICES}grant select, insert on invoices to app;\n` },
    changes: two('revoke insert on invoices from app;\n'),
    verdict: 'unsafe',
    finds: ['PRIVILEGE_REVOKED public.invoices 42501 migrations/0002_next.sql:1'],
  },
  {
    name: 'a child table that keeps its parent from being deleted',
    old: OLD,
    changes: two('create table payments (id integer primary key, invoice integer references invoices (id));\n'),
    verdict: 'safe with data caveat',
    finds: ['PARENT_DELETE_RESTRICTED public.invoices 23503 migrations/0002_next.sql:1'],
  },
  {
    name: 'a partition detached',
    old: {
      'migrations/0001_base.sql':
        'create table log (at integer not null) partition by range (at);\ncreate table log_1 partition of log for values from (0) to (10);\n',
    },
    changes: two('alter table log detach partition log_1;\n'),
    verdict: 'unsafe',
    finds: [
      'PARTITION_DETACHED public.log_1 23514 migrations/0002_next.sql:1',
      'STATEMENT_FAILED public.log 23514 migrations/0002_next.sql',
    ],
  },
  {
    name: 'a function dropped whose calls another one takes',
    old: { 'migrations/0001_base.sql': `${INVOICES}create function f(a integer) returns integer language sql as 'select 1';\n` },
    changes: two(
      "drop function f(integer);\ncreate function f(a integer, b integer default 0) returns integer language sql as 'select 1';\n",
    ),
    verdict: 'safe with data caveat',
    finds: ['FUNCTION_DROPPED public.f(integer) 42883 migrations/0002_next.sql:1'],
  },
  {
    name: 'a trigger that refuses what the old code writes',
    old: OLD,
    changes: two(
      "create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;\n" +
        'create trigger no before insert on invoices for each row execute function no();\n',
    ),
    verdict: 'unsafe',
    finds: ['TRIGGER_ADDED public.invoices/no P0001 migrations/0002_next.sql:2'],
  },
  {
    name: 'an identity that takes no values any more',
    old: { 'migrations/0001_base.sql': 'create table jobs (id integer generated by default as identity primary key, note text);\n' },
    changes: two('alter table jobs alter column id set generated always;\n'),
    verdict: 'unsafe',
    finds: ['IDENTITY_ALWAYS public.jobs.id 428C9 migrations/0002_next.sql:1'],
  },
  {
    name: 'values rewritten',
    old: OLD,
    changes: two('update invoices set note = upper(note);\nalter table invoices add column tax numeric;\nupdate invoices set tax = 0;\n'),
    verdict: 'safe with data caveat',
    finds: ['DATA_REWRITE public.invoices - migrations/0002_next.sql:1'],
  },
  {
    name: 'an empty file and one of comments',
    old: OLD,
    changes: { ...two(''), 'migrations/0003_words.sql': '-- nothing\n/* here */\n' },
    verdict: 'safe',
    finds: [],
  },
];
