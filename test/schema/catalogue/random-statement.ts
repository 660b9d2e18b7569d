import fc from 'fast-check';

const table = fc.constantFrom('a', 'b', 'c');
const column = fc.constantFrom('x', 'y', 'z');
const type = fc.constantFrom('int', 'text', 'numeric(8,2)', 'mood', 'int[]');

/** A change to a few names, so that many meet what earlier ones left; others are refused. */
export const randomStatement: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(table, column, type).map(([t, c, type]) => `create table ${t} (id int primary key, ${c} ${type})`),
  fc.tuple(table, column, type).map(([t, c, type]) => `alter table ${t} add ${c} ${type}`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} drop column ${c} cascade`),
  fc.tuple(table, column, column).map(([t, c, d]) => `alter table ${t} rename column ${c} to ${d}`),
  fc.tuple(table, table).map(([t, u]) => `alter table ${t} rename to ${u}`),
  fc.tuple(table, column, type).map(([t, c, type]) => `alter table ${t} alter ${c} type ${type} using null`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} alter ${c} set not null`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} alter ${c} drop not null`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} alter ${c} set default null`),
  fc.tuple(table, table).map(([t, u]) => `alter table ${t} add constraint fk_${u} foreign key (id) references ${u} (id)`),
  fc.tuple(table, table).map(([t, u]) => `alter table ${t} drop constraint fk_${u}`),
  fc.tuple(table, column).map(([t, c]) => `create unique index on ${t} (${c})`),
  fc.tuple(table, column).map(([t, c]) => `drop index ${t}_${c}_idx`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} add constraint has_${c} check (${c} is not null) not valid`),
  fc.tuple(table, column).map(([t, c]) => `alter table ${t} drop constraint has_${c}`),
  fc.tuple(table, table).map(([t, u]) => `create view seen as select ${t}.id from ${t} join ${u} other using (id)`),
  fc.constant('drop view seen'),
  table.map((t) => `drop table ${t} cascade`),
  fc.constantFrom(
    "create type mood as enum ('low', 'high')",
    "alter type mood add value if not exists 'mid'",
    'alter type mood rename to humour',
    'alter type humour rename to mood',
    'drop type mood cascade',
  ),
  table.map((t) => `create function f() returns setof ${t} language sql as 'select * from ${t}'`),
  fc.constant('drop function f cascade'),
);
