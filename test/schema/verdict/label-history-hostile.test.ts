import { expect, test } from 'vitest';
import { labelled, PATIENCE, shortOf, verdictsOf } from './labelled.ts';

const INIT = 'create table orders (id int primary key, note text);\ncreate table notes (id int primary key, text text);';

test.each([
  { what: 'loops for ever', sql: 'do $$ begin while true loop perform 1; end loop; end $$;' },
  { what: 'sleeps', sql: 'select pg_sleep(1e6);' },
  { what: 'starts a program', sql: "do $$ begin execute 'copy orders to program ''id'''; end $$;" },
  {
    what: 'recurses for ever with the limit lifted',
    sql: `set max_stack_depth = '7MB'; create function again(int) returns int language plpgsql as 'begin return again($1 + 1); end'; select again(1);`,
  },
])(
  'one that $what is unknown, and the others are judged as if it were not there',
  async ({ sql }) => {
    const all = await labelled(
      {
        '1_init.sql': INIT,
        '2_hostile.sql': sql,
        '3_add.sql': 'alter table notes add seen boolean;',
        '4_drop.sql': 'alter table notes drop column text;',
      },
      { wallMs: 10_000 },
    );
    expect(verdictsOf(all)).toEqual(['1_init safe', '2_hostile unknown', '3_add safe', '4_drop unsafe']);
    expect(all.map(shortOf)[3]).toEqual(['COLUMN_DROPPED public.notes.text 4_drop.sql:1 42703']);
  },
  PATIENCE,
);

test(
  'what touches the same table as a migration that took the database down is unknown, and nothing else is',
  async () => {
    const all = await labelled(
      {
        '1_init.sql': INIT,
        '2_hostile.sql': 'alter table orders add total int;\nselect pg_sleep(1e6);',
        '3_orders.sql': 'alter table orders drop column if exists total;',
        '4_notes.sql': 'alter table notes add seen boolean;',
        '5_nowhere.sql': 'drop table if exists made_by_the_hostile_one;',
      },
      { wallMs: 10_000 },
    );
    expect(verdictsOf(all)).toEqual(['1_init safe', '2_hostile unknown', '3_orders unknown', '4_notes safe', '5_nowhere unknown']);
  },
  PATIENCE,
);

test(
  'where the database is lost again and again, the rest is unknown and the end comes all the same',
  async () => {
    const sleeping = Object.fromEntries([2, 3, 4, 5, 6, 7].map((at) => [`${at}_sleep.sql`, 'select pg_sleep(1e6);']));
    const all = await labelled({ '1_init.sql': INIT, ...sleeping, '8_add.sql': 'alter table notes add seen boolean;' }, { wallMs: 5000 });
    expect(verdictsOf(all).slice(1)).toEqual(['2', '3', '4', '5', '6', '7'].map((at) => `${at}_sleep unknown`).concat('8_add unknown'));
  },
  PATIENCE,
);

test(
  'files of the machine are not read, no database is dropped, and neither is called safe',
  async () => {
    const all = await labelled({
      '1_init.sql': INIT,
      '2_read.sql': "create table stolen as select pg_read_file('/etc/passwd') as text;",
      '3_list.sql': "insert into notes select 1, pg_ls_dir('/etc');",
      '4_drop.sql': 'drop database postgres;',
      '5_copy.sql': "copy notes from '/etc/passwd';",
      '6_forge.sql': 'set allow_system_table_mods = on;\ndelete from pg_catalog.pg_class where oid < 16384;',
      '7_add.sql': 'alter table notes add seen boolean;',
    });
    expect(verdictsOf(all)).toEqual([
      '1_init safe',
      '2_read unknown',
      '3_list unknown',
      '4_drop unknown',
      '5_copy unknown',
      '6_forge unknown',
      '7_add safe',
    ]);
  },
  PATIENCE,
);

test(
  'files that hold nothing are safe; those that cannot be read as SQL are unknown',
  async () => {
    const all = await labelled({
      '1_init.sql': `\uFEFF${INIT.replaceAll('\n', '\r\n')}`,
      '2_empty.sql': '',
      '3_comment.sql': '-- nothing to do\n/* here */\n',
      '4_truncated.sql': 'alter table orders add total int;\nalter table orders drop col',
      '5_binary.sql': 'alter table notes add seen boolean;\0alter table notes drop column text;',
      '6_crlf.sql': '\uFEFF-- one\r\n\r\nalter table notes\r\n  drop column text;\r\n',
      '7_quote.sql': "insert into notes values (1, 'never closed);",
    });
    expect(verdictsOf(all)).toEqual([
      '1_init safe',
      '2_empty safe',
      '3_comment safe',
      '4_truncated unknown',
      '5_binary unknown',
      '6_crlf unsafe',
      '7_quote unknown',
    ]);
    expect(all.slice(3).map(shortOf)).toEqual([
      ['OPAQUE 4_truncated 4_truncated.sql:2'],
      ['OPAQUE 5_binary 5_binary.sql:1'],
      ['COLUMN_DROPPED public.notes.text 6_crlf.sql:3 42703', 'OPAQUE notes 6_crlf.sql:3'],
      ['OPAQUE 7_quote 7_quote.sql:1'],
    ]);
  },
  PATIENCE,
);

test(
  'a file of five megabytes is judged, and never without a finding',
  async () => {
    const rows = Array.from({ length: 50_000 }, (_, at) => `insert into notes values (${at}, '${'x'.repeat(70)}');`);
    const all = await labelled(
      { '1_init.sql': INIT, '2_rows.sql': rows.join('\n'), '3_drop.sql': 'drop table notes;' },
      { wallMs: 200_000 },
    );
    expect(verdictsOf(all)).toEqual(['1_init safe', '2_rows caveat', '3_drop unsafe']);
  },
  PATIENCE * 2,
);
