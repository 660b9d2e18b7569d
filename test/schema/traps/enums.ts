import type { Trap } from './trap.ts';

const STATUS =
  "create type status as enum ('open', 'paid'); create table orders (id integer primary key, status status not null default 'open');";

export const ENUM_TRAPS: readonly Trap[] = [
  {
    name: 'a label added to an enum',
    before: STATUS,
    migration: "alter type status add value 'void'",
    old: "insert into orders (id, status) values (1, 'paid'::status)",
    gets: null,
    diff: 'caveat',
    code: 'ENUM_LABEL_ADDED',
  },
  {
    name: 'a label of an enum renamed',
    before: STATUS,
    migration: "alter type status rename value 'paid' to 'settled'",
    old: "insert into orders (id, status) values (1, 'paid')",
    gets: '22P02',
    diff: 'unsafe',
    code: 'ENUM_LABEL_REMOVED',
  },
  {
    name: 'an enum swapped for one without a label',
    before: STATUS,
    migration: `alter table orders alter status drop default; alter type status rename to status_old; create type status as enum ('open', 'void');
      alter table orders alter status type status using 'open', alter status set default 'open'; drop type status_old`,
    old: "insert into orders (id, status) values (1, 'paid')",
    gets: '22P02',
    diff: 'unsafe',
    code: 'ENUM_LABEL_REMOVED',
  },
  {
    name: 'an enum swapped for one that only has a label more',
    before: STATUS,
    migration: `create type status_new as enum ('open', 'paid', 'void'); alter table orders alter status drop default;
      alter table orders alter status type status_new using status::text::status_new; drop type status; alter type status_new rename to status;
      alter table orders alter status set default 'open'`,
    old: "insert into orders (id, status) values (1, 'paid'::status)",
    gets: null,
    diff: 'caveat',
    code: 'ENUM_LABEL_ADDED',
  },
  {
    name: 'an enum swap that stops half way',
    before: STATUS,
    migration: "alter type status rename to status_old; create type status as enum ('open', 'paid')",
    old: "insert into orders (id, status) values (1, 'paid'::status)",
    gets: '42804',
    diff: 'unsafe',
    code: 'TYPE_CHANGED',
  },
  {
    name: 'labels of an enum in another order',
    before: "create type size as enum ('s', 'm')",
    migration: "drop type size; create type size as enum ('m', 's')",
    old: "select 's'::size",
    gets: null,
    diff: 'caveat',
    code: 'ENUM_REORDERED',
  },
  {
    name: 'a renamed enum',
    before: STATUS,
    migration: 'alter type status rename to order_status',
    old: "insert into orders (id, status) values (1, 'paid'::status)",
    gets: '42704',
    diff: 'unsafe',
    code: 'ENUM_RENAMED',
  },
  {
    name: 'an enum given up for text',
    before: STATUS,
    migration:
      "alter table orders alter status drop default; alter table orders alter status type text; alter table orders alter status set default 'open'; drop type status",
    old: "insert into orders (id, status) values (1, 'paid'::status)",
    gets: '42704',
    diff: 'unsafe',
    code: 'ENUM_DROPPED',
  },
];
