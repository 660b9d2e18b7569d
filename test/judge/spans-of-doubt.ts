import { INVOICES, OLD, type Span } from './span.ts';

const two = (sql: string): Record<string, string> => ({ 'migrations/0002_next.sql': sql });
const OPAQUE = 'OPAQUE 0002_next - migrations/0002_next.sql';

/** What the files alone do not settle, and what only looks like it. */
export const SPANS_OF_DOUBT: readonly Span[] = [
  {
    name: 'an edited migration',
    old: OLD,
    changes: { 'migrations/0001_base.sql': INVOICES.replace('note text', 'note text not null') },
    verdict: 'unknown',
    finds: ['OPAQUE 0001_base - migrations/0001_base.sql'],
  },
  {
    name: 'a migration of which only comments and spaces were edited',
    old: OLD,
    changes: { 'migrations/0001_base.sql': `-- the first one\n\n${INVOICES}\n/* end */\n` },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a migration edited to say the same in other words',
    old: OLD,
    changes: { 'migrations/0001_base.sql': INVOICES.replace('create table', 'create table if not exists') },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a migration that is no longer there',
    old: { ...OLD, ...two('alter table invoices drop column total;\n') },
    changes: { 'migrations/0002_next.sql': null },
    verdict: 'unknown',
    finds: ['OPAQUE 0002_next - migrations/0002_next.sql'],
  },
  {
    name: 'many migrations replaced by one baseline of the same schema',
    old: { ...OLD, ...two('alter table invoices add column tax numeric;\n') },
    changes: {
      'migrations/0001_base.sql': null,
      'migrations/0002_next.sql': null,
      'migrations/0003_all.sql': INVOICES.replace('note text', 'note text, tax numeric'),
    },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a migration edited to call a helper that drops what rows name',
    old: {
      'migrations/0001_base.sql': `${INVOICES}create function lose() returns void language plpgsql as $$ declare r record; begin for r in select note from invoices loop execute format('alter table invoices drop column %I', r.note); end loop; end $$;\n`,
      'migrations/0002_next.sql': 'select 1;\n',
    },
    changes: two('select 1;\nselect lose();\n'),
    verdict: 'unknown',
    finds: [OPAQUE],
  },
  {
    name: 'a baseline for many, and on top of it a migration whose effect hangs on rows',
    old: { ...OLD, ...two('alter table invoices add column tax numeric;\n') },
    changes: {
      'migrations/0001_base.sql': null,
      'migrations/0002_next.sql': null,
      'migrations/0003_all.sql': INVOICES.replace('note text', 'note text, tax numeric'),
      'migrations/0004_rows.sql':
        'do $$ begin if exists (select 1 from invoices) then alter table invoices drop column total; end if; end $$;\n',
    },
    verdict: 'unknown',
    finds: ['OPAQUE 0004_rows - migrations/0004_rows.sql:1'],
  },
  {
    name: 'many migrations replaced by one baseline of another schema',
    old: { ...OLD, ...two('alter table invoices add column tax numeric;\n') },
    changes: {
      'migrations/0001_base.sql': null,
      'migrations/0002_next.sql': null,
      'migrations/0003_all.sql': INVOICES.replace(', note text', ''),
    },
    verdict: 'unknown',
    finds: [
      'OPAQUE 0001_base - migrations/0001_base.sql',
      'OPAQUE 0002_next - migrations/0002_next.sql',
      'OPAQUE 0003_all - migrations/0003_all.sql:1',
    ],
  },
  {
    name: 'an extension that is not there, on another table',
    old: {
      'migrations/0001_base.sql': INVOICES,
      'migrations/0002_places.sql': 'create extension postgis;\ncreate table places (id integer, at geometry);\n',
    },
    changes: { 'migrations/0003_next.sql': 'alter table invoices drop column total;\n' },
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 migrations/0003_next.sql:1'],
  },
  {
    name: 'an extension that is not there, on a table of its own, and nothing that breaks another',
    old: {
      'migrations/0001_base.sql': INVOICES,
      'migrations/0002_places.sql': 'create extension postgis;\ncreate table places (id integer, at geometry);\n',
    },
    changes: { 'migrations/0003_next.sql': 'alter table invoices add column tax numeric;\n' },
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'an extension that is not there, on the very table',
    old: {
      'migrations/0001_base.sql': INVOICES,
      'migrations/0002_places.sql': 'create extension postgis;\ncreate table places (id integer, at geometry);\n',
    },
    changes: { 'migrations/0003_next.sql': 'alter table if exists places drop column at;\n' },
    verdict: 'unknown',
    finds: ['OPAQUE 0003_next - migrations/0003_next.sql'],
  },
  {
    name: 'what an earlier DO block could not make is named later',
    old: {
      'migrations/0001_base.sql': `${INVOICES}do $$ begin\n  create table one (id integer);\n  create table two (id integer, at geometry);\nend $$;\n`,
    },
    changes: two('drop table if exists two;\n'),
    verdict: 'unknown',
    finds: [OPAQUE],
  },
  {
    name: 'increments without their baseline, on what the baseline made',
    old: { 'migrations/0001_more.sql': 'alter table users add column age integer;\n' },
    changes: two('alter table users drop column name;\n'),
    verdict: 'unknown',
    finds: [`${OPAQUE}:1`],
  },
  {
    name: 'increments without their baseline, and IF EXISTS',
    old: { 'migrations/0001_more.sql': 'create table more (id integer);\nalter table users add column age integer;\n' },
    changes: two('drop table if exists legacy;\n'),
    verdict: 'unknown',
    finds: [OPAQUE],
  },
  {
    name: 'increments without their baseline, and a table of its own',
    old: { 'migrations/0001_more.sql': 'alter table users add column age integer;\n' },
    changes: two('create table words (id integer primary key);\n'),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'COPY to a program',
    old: OLD,
    changes: two("copy invoices to program 'cat > /tmp/switchback-was-here';\n"),
    verdict: 'unknown',
    finds: [`${OPAQUE}:1`],
  },
  {
    name: 'reading a file of the machine',
    old: OLD,
    changes: two("select pg_read_file('/etc/passwd');\n"),
    verdict: 'unknown',
    finds: [`${OPAQUE}:1`],
  },
  {
    name: 'an endless recursion',
    old: OLD,
    changes: two('create function f() returns integer language plpgsql as $$ begin return f(); end $$;\nselect f();\n'),
    verdict: 'unknown',
    finds: [`${OPAQUE}:2`],
  },
  {
    name: 'dropping a database',
    old: OLD,
    changes: two('drop database if exists production;\n'),
    verdict: 'unknown',
    finds: [`${OPAQUE}:1`],
  },
  {
    name: 'another search path for new sessions',
    old: OLD,
    changes: two(
      'alter role postgres set search_path = elsewhere;\nalter role postgres set lock_timeout = 1000;\nalter role postgres reset all;\n',
    ),
    verdict: 'unknown',
    finds: [`${OPAQUE}:1`],
  },
  {
    name: 'a file that PostgreSQL cannot read',
    old: OLD,
    changes: two("alter table invoices drop column 'total;\n"),
    verdict: 'unknown',
    finds: [`${OPAQUE}:1`],
  },
  {
    name: 'CONCURRENTLY with COMMIT in the file',
    old: OLD,
    changes: two(
      'create table words (id integer);\ncommit;\ncreate index concurrently on invoices (note);\nbegin;\nalter table invoices drop column total;\ncommit;\n',
    ),
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 migrations/0002_next.sql:5'],
  },
  {
    name: 'SET TRANSACTION as the first statement of an own transaction',
    old: OLD,
    changes: two('begin;\nset transaction isolation level serializable;\nalter table invoices drop column total;\ncommit;\n'),
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 migrations/0002_next.sql:3'],
  },
  {
    name: 'SET TRANSACTION as the first statement of the tool’s transaction',
    old: OLD,
    changes: two('set transaction isolation level serializable;\nalter table invoices add column tax numeric;\n'),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a temporary table that goes with its transaction',
    old: OLD,
    changes: two(
      'create temp table kept on commit drop as select 1 as id;\nalter table invoices add column tax numeric;\nselect * from kept;\n',
    ),
    verdict: 'safe',
    finds: [],
  },
];
