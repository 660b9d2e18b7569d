import { expect, test } from 'vitest';
import { labelled, PATIENCE, shortOf, verdictsOf } from './labelled.ts';

test(
  'a statement that cannot be replayed makes its migration unknown, and later only what touches the same part of the same object',
  async () => {
    const all = await labelled({
      '1_init.sql': 'create table users (id int primary key, name text);\ncreate table notes (id int primary key, text text);',
      '2_fails.sql': 'create extension postgis;\nalter table users add place geometry;',
      '3_other_table.sql': 'alter table notes add seen boolean;',
      '4_other_column.sql': 'alter table users add nick text;',
      '5_same_column.sql': 'alter table users drop column if exists place;',
      '6_extension.sql': 'drop extension if exists postgis;',
      '7_breaks.sql': 'alter table users drop column name;',
    });
    expect(verdictsOf(all)).toEqual([
      '1_init safe',
      '2_fails unknown',
      '3_other_table safe',
      '4_other_column safe',
      '5_same_column unknown',
      '6_extension unknown',
      '7_breaks unsafe',
    ]);
    expect(all.map(shortOf).slice(1, 2)).toEqual([['OPAQUE 2_fails 2_fails.sql:2']]);
    expect(all.map(shortOf)[4]).toEqual(['OPAQUE users 5_same_column.sql:1']);
  },
  PATIENCE,
);

test(
  'a table that only the replay lost is doubted, not called dropped; rows that could not be written concern no later migration',
  async () => {
    const all = await labelled({
      '1_init.sql': 'create table places (id int primary key, name text);\ncreate table notes (id int primary key);',
      '2_again.sql': 'drop table places;\ncreate table places (id int primary key, name text, at geometry);',
      '3_rows.sql': 'insert into notes values (1), (1);',
      '4_after.sql': 'alter table notes add text text;',
      '5_places.sql': 'drop table if exists places;',
    });
    expect(verdictsOf(all)).toEqual(['1_init safe', '2_again unknown', '3_rows unknown', '4_after safe', '5_places unknown']);
    expect(all[1]?.findings.filter(({ code }) => code === 'TABLE_DROPPED')).toMatchObject([{ severity: 'unknown' }]);
  },
  PATIENCE,
);

test(
  'a block that builds its SQL from rows is unknown; one that builds it from the system catalogue is replayed',
  async () => {
    const all = await labelled({
      '1_init.sql': 'create table jobs (name text);\ncreate table orders (id int primary key, note text);',
      '2_rows.sql': "do $$ declare n text; begin for n in select name from jobs loop execute 'drop table ' || n; end loop; end $$;",
      '3_catalogue.sql': `do $$ declare n text; begin
  for n in select attname from pg_catalog.pg_attribute where attrelid = 'orders'::regclass and attname = 'note' loop
    execute 'alter table orders drop column ' || n;
  end loop;
end $$;`,
    });
    expect(verdictsOf(all)).toEqual(['1_init safe', '2_rows unknown', '3_catalogue unsafe']);
    expect(all.map(shortOf)[2]).toEqual(['COLUMN_DROPPED public.orders.note 3_catalogue.sql:1 42703']);
  },
  PATIENCE,
);
