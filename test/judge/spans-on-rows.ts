import { INVOICES, OLD, type Span } from './span.ts';

const two = (sql: string): Record<string, string> => ({ 'migrations/0002_next.sql': sql });
const OPAQUE = 'OPAQUE 0002_next - migrations/0002_next.sql';

/** Programs whose effect on the schema hangs on rows, and some that only look so. */
export const SPANS_ON_ROWS: readonly Span[] = [
  {
    name: 'a DO block that builds its SQL from the catalogue',
    old: OLD,
    changes: two(
      "do $$ declare r record; begin\n  for r in select attname from pg_attribute where attrelid = 'invoices'::regclass and attname = 'total' loop\n" +
        "    execute format('alter table invoices drop column %I', r.attname);\n  end loop;\nend $$;\n",
    ),
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 migrations/0002_next.sql:1'],
  },
  {
    name: 'a DO block that builds its SQL from rows',
    old: OLD,
    changes: two(
      "do $$ declare r record; begin\n  for r in select note from invoices loop\n    execute format('drop table %I', r.note);\n  end loop;\nend $$;\n",
    ),
    verdict: 'unknown',
    finds: [`${OPAQUE}:1`],
  },
  {
    name: 'a DO block whose DDL depends on rows, without EXECUTE',
    old: OLD,
    changes: two(
      'do $$ begin\n  if exists (select 1 from invoices where total is not null) then\n    alter table invoices drop column total;\n  end if;\nend $$;\n',
    ),
    verdict: 'unknown',
    finds: [`${OPAQUE}:1`],
  },
  {
    name: 'a DO block that leaves early where rows say so',
    old: OLD,
    changes: two(
      'do $$ declare n integer; begin\n  select count(*) into n from invoices;\n  if n = 0 then return; end if;\n  alter table invoices drop column total;\nend $$;\n',
    ),
    verdict: 'unknown',
    finds: [`${OPAQUE}:1`],
  },
  {
    name: 'a DO block that refuses bad rows and then changes the schema whatever they are',
    old: OLD,
    changes: two(
      "do $$ begin\n  if exists (select 1 from invoices where total < 0) then raise exception 'bad rows'; end if;\n" +
        '  alter table invoices add column tax numeric;\n  update invoices set tax = 0;\nend $$;\n',
    ),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a DO block that asks the catalogue before it adds a constraint',
    old: OLD,
    changes: two(
      "do $$ begin\n  if not exists (select 1 from pg_constraint where conname = 'c') then\n    alter table invoices add constraint c check (id > 0);\n  end if;\n" +
        'exception when duplicate_object then null;\nend $$;\n',
    ),
    verdict: 'unsafe',
    finds: ['CHECK_ADDED public.invoices/c 23514 migrations/0002_next.sql:1'],
  },
  {
    name: 'a helper function that drops a column',
    old: {
      'migrations/0001_base.sql': `${INVOICES}create function lose(t regclass, c text) returns void language plpgsql as $$ begin execute format('alter table %s drop column %I', t, c); end $$;\n`,
    },
    changes: two("select lose('invoices', 'total');\n"),
    verdict: 'unsafe',
    finds: ['COLUMN_DROPPED public.invoices.total 42703 migrations/0002_next.sql:1'],
  },
  {
    name: 'a helper function that drops what rows name',
    old: {
      'migrations/0001_base.sql': `${INVOICES}create function lose() returns void language plpgsql as $$ declare r record; begin for r in select note from invoices loop execute format('alter table invoices drop column %I', r.note); end loop; end $$;\n`,
    },
    changes: two('select lose();\n'),
    verdict: 'unknown',
    finds: [`${OPAQUE}:1`],
  },
  {
    name: 'a helper procedure of the same migration that drops what rows name',
    old: OLD,
    changes: two(
      "create procedure lose() language plpgsql as $$ declare c text; begin select note into c from invoices; if c is not null then execute 'alter table invoices drop column ' || c; end if; end $$;\ncall lose();\n",
    ),
    verdict: 'unknown',
    finds: [`${OPAQUE}:2`],
  },
  {
    name: 'a function that only reads and writes rows is called',
    old: OLD,
    changes: two(
      'create function refresh() returns void language plpgsql as $$ begin if exists (select 1 from invoices) then perform 1; end if; end $$;\nselect refresh();\n',
    ),
    verdict: 'safe',
    finds: [],
  },
];
