import type { Span } from './span.ts';

const PARCELS = 'create table parcels (id bigint primary key, label text, weight integer not null default 0);\n';
const one = (text: string): Record<string, string> => ({ 'migrations/002_titles.sql': text });
const OLD = { 'migrations/001_parcels.sql': PARCELS };
const UP = 'alter table parcels rename column label to title;';
const DOWN = 'alter table parcels rename column title to label;';
const RENAMED = 'COLUMN_RENAMED public.parcels.label 42703 migrations/002_titles.sql';
const OPAQUE = 'OPAQUE 002_titles - migrations/002_titles.sql';

/** A file that its author meant to be run in part must never look as if it had done nothing. */
export const SPANS_OF_UNDO: readonly Span[] = [
  {
    name: 'a two-way file of tern is replayed up to its line',
    old: OLD,
    changes: one(`${UP}\n\n---- create above / drop below ----\n\n${DOWN}\n`),
    verdict: 'unsafe',
    finds: [`${RENAMED}:1`],
  },
  {
    name: 'a two-way file of node-pg-migrate is replayed up to its way back',
    old: {
      'package.json': '{"dependencies":{"node-pg-migrate":"^8.0.0"}}',
      'migrations/001_parcels.sql': `-- Up Migration\n${PARCELS}`,
    },
    changes: one(`-- Up Migration\n${UP}\n\n-- Down Migration\n${DOWN}\n`),
    verdict: 'unsafe',
    finds: [`${RENAMED}:2`],
  },
  {
    name: 'dbmate’s files are not taken for another tool’s because they name a role of Supabase',
    old: { 'db/migrations/20240101000000_parcels.sql': `-- migrate:up\n${PARCELS}-- migrate:down\ndrop table parcels;\n` },
    changes: {
      'db/migrations/20240102000000_titles.sql': `-- migrate:up\n${UP}\n-- not for auth.users\n-- migrate:down\n${DOWN}\n`,
    },
    verdict: 'unsafe',
    finds: ['COLUMN_RENAMED public.parcels.label 42703 db/migrations/20240102000000_titles.sql:2'],
  },
  ...[
    '-- DOWN',
    '--- !down ---',
    '-- === Rollback ===',
    '-- +acme Down',
    '-- acme:down',
    '/* undo */',
    '-- @down',
    '-- To roll back this migration, run the following by hand:',
    '-- revert migration',
    '-- ROLLBACK SCRIPT',
  ].map((mark): Span => ({
    name: `a way back behind “${mark}”, which no known tool writes`,
    old: OLD,
    changes: one(`alter table parcels add column note text;\n${mark}\nalter table parcels drop column if exists note;\n`),
    verdict: 'unknown',
    finds: [`${OPAQUE}:2`],
  })),
  ...(
    [
      ['a column renamed and renamed back', UP, DOWN],
      ['a table renamed and renamed back', 'alter table parcels rename to boxes;', 'alter table boxes rename to parcels;'],
      ['a column added and dropped', 'alter table parcels add column note text;', 'alter table public.parcels drop column note;'],
      ['a table created and dropped', 'create table crates (id integer);', 'drop table if exists crates cascade;'],
      [
        'NOT NULL set and dropped',
        'alter table parcels alter column label set not null;',
        'alter table parcels alter label drop not null;',
      ],
      [
        'a type changed and changed back',
        'alter table parcels alter weight type bigint;',
        'alter table parcels alter weight type integer;',
      ],
      [
        'a constraint added and dropped',
        'alter table parcels add constraint light check (weight < 9);',
        'alter table parcels drop constraint light;',
      ],
      ['a unique index without a name', 'create unique index on parcels (label);', 'drop index parcels_label_idx;', 1],
      [
        'row security switched on and off',
        'alter table parcels enable row level security;',
        'alter table parcels disable row level security;',
      ],
      [
        'a schema changed and changed back',
        'create schema if not exists depot;\nalter table parcels set schema depot;',
        'alter table depot.parcels set schema public;\ndrop schema depot;',
        5,
      ],
      [
        'an enum label renamed and renamed back',
        "create type size as enum ('s');\nalter type size rename value 's' to 'm';",
        "alter type size rename value 'm' to 's';",
        4,
      ],
    ] as const
  ).map(([what, up, down, line = 3]): Span => ({
    name: `${what} by one file, with nothing between the two ways`,
    old: OLD,
    changes: one(`${up}\n\n${down}\n`),
    verdict: 'unknown',
    finds: [`${OPAQUE}:${line}`],
  })),
  {
    name: 'a column dropped and added again by one file',
    old: OLD,
    changes: one('alter table parcels drop column label;\n\nalter table parcels add column label text;\n'),
    verdict: 'unknown',
    finds: ['COLUMN_RECREATED public.parcels.label - migrations/002_titles.sql:1', `${OPAQUE}:3`],
  },
  {
    name: 'what an undone file of an earlier commit made is dropped later, if it exists',
    old: { ...OLD, 'migrations/002_crates.sql': 'create table crates (id integer);\n-- down\ndrop table crates;\n' },
    changes: { 'migrations/003_crates.sql': 'drop table if exists crates;\n' },
    verdict: 'unknown',
    finds: ['OPAQUE 003_crates - migrations/003_crates.sql'],
  },
  {
    name: 'a table and a function that served to fill a column and are gone again',
    old: OLD,
    changes: one(
      'alter table parcels add column title text;\ncreate table titles as select id, upper(label) as title from parcels;\nupdate parcels set title = titles.title from titles where titles.id = parcels.id;\ndrop table titles;\n' +
        "create function fill() returns void language sql as $$ update parcels set title = '' where title is null $$;\nselect fill();\ndrop function fill();\n",
    ),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'a policy written so that it can run twice',
    old: {
      'migrations/001_parcels.sql': `${PARCELS}alter table parcels enable row level security;\ncreate policy everybody on parcels using (true);\n`,
    },
    changes: one('drop policy if exists everybody on parcels;\ncreate policy everybody on parcels using (true);\n'),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'triggers switched off while rows are written',
    old: {
      'migrations/001_parcels.sql': `${PARCELS}alter table parcels add column note text;\ncreate function seen() returns trigger language plpgsql as $$ begin return new; end $$;\ncreate trigger seen before insert on parcels for each row execute function seen();\n`,
    },
    changes: one('alter table parcels disable trigger seen;\nupdate parcels set note = label;\nalter table parcels enable trigger seen;\n'),
    verdict: 'safe with data caveat',
    finds: ['DATA_REWRITE public.parcels - migrations/002_titles.sql:2'],
  },
  {
    name: 'remarks that only speak of going back',
    old: OLD,
    changes: one(
      'alter table parcels add column a text;\n-- revert the broken index of last week\nalter table parcels add column b text; -- rollback: drop it\n/* down the road this becomes a table */\nalter table parcels add column c text;\n-- to undo: drop the three columns\n',
    ),
    verdict: 'safe',
    finds: [],
  },
  {
    name: 'an overload that is new, and the one before it dropped',
    old: {
      'migrations/001_parcels.sql': `${PARCELS}create function price(a integer) returns integer language sql as 'select 1';\n`,
    },
    changes: one(
      "create function price(a integer, b integer default 0) returns integer language sql as 'select 1';\ndrop function price(integer);\n",
    ),
    verdict: 'safe with data caveat',
    finds: ['FUNCTION_DROPPED public.price(integer) 42883 migrations/002_titles.sql:2'],
  },
];
