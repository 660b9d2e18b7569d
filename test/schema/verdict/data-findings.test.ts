import { expect, test } from 'vitest';
import { parseScript } from '#src/schema/parse/parse-script.ts';
import { dataFindings } from '#src/schema/verdict/data-findings.ts';
import { catalogueOf } from './catalogue-of.ts';

const BEFORE = catalogueOf({ invoices: ['id', 'total', 'note'] });

test.each([
  { sql: 'select 1;\nupdate invoices set total = 0, tax = 1', finds: ['DATA_REWRITE public.invoices 12'] },
  { sql: 'update public.invoices set note = null', finds: ['DATA_REWRITE public.invoices 11'] },
  { sql: 'delete from invoices where id = 1', finds: ['DATA_DESTROYED public.invoices 11'] },
  { sql: 'truncate invoices', finds: ['DATA_DESTROYED public.invoices 11'] },
  { sql: 'with gone as (delete from invoices returning id) select 1', finds: ['DATA_DESTROYED public.invoices 11'] },
  { sql: 'do $$ begin\n update invoices set total = 1;\nend $$', finds: ['DATA_REWRITE public.invoices 11'] },
  { sql: 'insert into invoices (id) values (1)', finds: [] },
  {
    sql: 'insert into invoices (id, total) values (1, 2) on conflict (id) do update set total = 2',
    finds: ['DATA_REWRITE public.invoices 11'],
  },
  { sql: 'update invoices set tax = 1', finds: [] },
  { sql: 'update words set total = 1', finds: [] },
  { sql: 'create function f() returns void language sql as $$ delete from invoices $$', finds: [] },
  { sql: "select 'delete from invoices'", finds: [] },
])('$sql', async ({ sql, finds }) => {
  const script = { sql, file: '1.sql', firstLine: 11, transaction: true };
  const found = dataFindings(script, await parseScript(sql), BEFORE);
  expect(found.map(({ code, object, line }) => `${code} ${object} ${line}`)).toEqual(finds);
});

test('a migration of megabytes is never without a finding', async () => {
  const sql = `insert into words values ('${'x'.repeat(4_999_970)}');\n`;
  const script = { sql, file: '1.sql', firstLine: 1, transaction: true };
  expect(dataFindings(script, await parseScript(sql), BEFORE)).toMatchObject([
    {
      code: 'OPAQUE',
      severity: 'conditional',
      file: '1.sql',
      line: 1,
      message: 'It has 5.0 MB. How long it ran on the live database, and what waited for it, was not looked at.',
    },
  ]);
});
