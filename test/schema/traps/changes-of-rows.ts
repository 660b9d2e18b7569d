import { ORDERS } from './trap.ts';
import type { Trap } from './trap.ts';

const VIEW = `${ORDERS} create view open_orders as select id, note from orders;`;
const RAISE = "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no more orders'; end $$;";

/** Triggers that refuse to delete or change rows that are there. */
export const TRAPS_OF_CHANGES: readonly Trap[] = [
  {
    name: 'a trigger that refuses to delete',
    before: ORDERS,
    migration: `${RAISE} create trigger refuse before delete on orders for each row execute function refuse()`,
    old: 'insert into orders (id) values (1); delete from orders where id = 1',
    gets: 'P0001',
    diff: 'caveat',
    oracle: 'unsafe',
    code: 'TRIGGER_ADDED',
  },
  {
    name: 'a trigger that refuses to change a row',
    before: ORDERS,
    migration: `${RAISE} create trigger refuse before update on orders for each row when (old is distinct from new) execute function refuse()`,
    old: "insert into orders (id) values (1); update orders set note = 'a' where id = 1",
    gets: 'P0001',
    diff: 'caveat',
    oracle: 'unsafe',
    code: 'TRIGGER_ADDED',
  },
  {
    name: 'a trigger that refuses to change what a row refers to',
    before: `create table buyers (id integer primary key); create table orders (id integer primary key, buyer integer not null references buyers);`,
    migration: `${RAISE} create trigger refuse after update of buyer on orders for each row when (old.buyer <> new.buyer) execute function refuse()`,
    old: 'insert into buyers values (1), (2); insert into orders values (1, 1); update orders set buyer = 2',
    gets: 'P0001',
    diff: 'caveat',
    oracle: 'unsafe',
    code: 'TRIGGER_ADDED',
  },
  {
    name: 'a trigger that refuses to delete some rows',
    before: "create table orders (id integer primary key, state text not null check (state in ('new', 'paid', 'sent')));",
    migration: `${RAISE} create trigger refuse before delete on orders for each row when (old.state = 'paid') execute function refuse()`,
    old: "insert into orders values (1, 'paid'); delete from orders",
    gets: 'P0001',
    diff: 'caveat',
    oracle: 'unsafe',
    code: 'TRIGGER_ADDED',
  },
  {
    name: 'a trigger that refuses to delete at the end of the transaction',
    before: ORDERS,
    migration: `${RAISE} create constraint trigger refuse after delete on orders deferrable initially deferred for each row execute function refuse()`,
    old: 'insert into orders (id) values (1); delete from orders where id = 1',
    gets: 'P0001',
    diff: 'caveat',
    oracle: 'unsafe',
    code: 'TRIGGER_ADDED',
  },
  {
    name: 'a trigger that refuses every delete of a table',
    before: ORDERS,
    migration: `${RAISE} create trigger refuse before delete on orders for each statement execute function refuse()`,
    old: 'delete from orders',
    gets: 'P0001',
    diff: 'caveat',
    oracle: 'unsafe',
    code: 'TRIGGER_ADDED',
  },
  {
    name: 'a trigger on the table of the children that refuses to delete with their parent',
    before: `create table buyers (id integer primary key);
      create table orders (id integer primary key, buyer integer not null references buyers on delete cascade);`,
    migration: `${RAISE} create trigger refuse before delete on orders for each row execute function refuse()`,
    old: 'insert into buyers values (1); insert into orders values (1, 1); delete from buyers',
    gets: 'P0001',
    diff: 'caveat',
    oracle: 'unsafe',
    code: 'TRIGGER_ADDED',
  },
  {
    name: 'a trigger instead of a delete from a view that refuses',
    before: VIEW,
    migration: `${RAISE} create trigger refuse instead of delete on open_orders for each row execute function refuse()`,
    old: 'insert into open_orders (id) values (1); delete from open_orders',
    gets: 'P0001',
    diff: 'caveat',
    oracle: 'unsafe',
    code: 'TRIGGER_ADDED',
  },
  {
    name: 'a trigger that only takes notes of what is deleted',
    before: `${ORDERS} create table audit (id integer, at timestamptz default now());`,
    migration: `create function note() returns trigger language plpgsql as $$ begin insert into audit (id) values (old.id); return old; end $$;
      create trigger note after delete on orders for each row execute function note()`,
    old: 'insert into orders (id) values (1); delete from orders',
    gets: null,
    diff: 'caveat',
    code: 'TRIGGER_ADDED',
  },
];
