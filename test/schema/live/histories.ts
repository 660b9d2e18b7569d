import type { FileTree } from '#src/schema/migration.ts';

/** A schema with one of everything that two servers might print, number or own differently. */
export const SHOP: FileTree = new Map([
  [
    '0001_tables.sql',
    `create schema billing;
     create type status as enum ('open', 'paid', 'void');
     create domain email as text check (value ~ '^[^@]+@[^@]+$');
     create table customers (
       id bigint generated always as identity primary key, email email not null unique, name varchar(80) not null default 'nobody',
       tags text[] not null default array['new']::text[], created timestamptz not null default (now() at time zone 'utc'),
       constraint named check (length(name) > 0 and (name not in ('null', 'undefined')))
     );
     create table orders (
       id serial primary key, customer bigint not null references customers on delete cascade, status status not null default 'open',
       subtotal numeric(10, 2) not null check (subtotal >= 0), tax numeric(10, 2) not null default 0,
       total numeric(11, 2) generated always as (subtotal + tax) stored, placed date not null default current_date,
       shipped daterange, note text check (note is null or note in ('gift', 'fragile') or length(note) between 3 and 500)
     );
     create table billing.entries (id uuid not null default gen_random_uuid(), at timestamp not null, amount int, primary key (id, at))
       partition by range (at);
     create table billing.entries_2025 partition of billing.entries for values from ('2025-01-01') to ('2026-01-01');
     create index on orders (customer, placed desc);
     create unique index one_open_order on orders (customer, lower(note)) where status = 'open' and note is not null;
     alter table billing.entries add constraint small check (amount < 1000000 or amount is null) not valid;`,
  ],
  [
    '0002_programs.sql',
    `create view open_orders as select o.id, c.name, o.total, coalesce(o.note, '-') as note
       from orders o join customers c on c.id = o.customer where o.status = any (array['open'::status]) and (o.total > 0 or o.tax is null);
     create materialized view totals as select customer, sum(total) as total, count(*) filter (where status = 'paid') as paid from orders group by 1;
     create function add_tax(amount numeric, rate numeric default 0.19) returns numeric language sql immutable as $$ select amount * (1 + rate) $$;
     create function stamp() returns trigger language plpgsql as $$ begin new.note := coalesce(new.note, 'gift'); return new; end $$;
     create function atomic(x int) returns int language sql immutable begin atomic; select x + 1; end;
     create trigger stamps before insert or update of note on orders for each row when (new.note is null) execute function stamp();
     alter table customers enable row level security;
     create policy own on customers for select using (name = current_user or exists (select 1 from orders o where o.customer = customers.id));
     create rule keep as on delete to billing.entries do instead nothing;
     alter table orders add constraint apart exclude using gist (shipped with &&);
     grant select on customers to public;`,
  ],
]);
