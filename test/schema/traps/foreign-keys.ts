import type { Trap } from './trap.ts';

const FAMILY = 'create table parents (id integer primary key); create table children (id integer primary key, parent integer);';

export const FOREIGN_KEY_TRAPS: readonly Trap[] = [
  {
    name: 'a key to where older keys lead already',
    before: `create table teams (id integer primary key); create table users (team integer not null references teams, id integer, primary key (team, id));
      create table tokens (id integer primary key, team integer not null, usr integer not null, foreign key (team, usr) references users);`,
    migration: 'alter table tokens add foreign key (team) references teams, drop constraint tokens_team_usr_fkey',
    old: 'insert into teams values (1); insert into users values (1, 1); insert into tokens values (1, 1, 1)',
    gets: null,
    diff: 'caveat',
    code: 'FK_ADDED',
  },
  {
    name: 'a key to where older keys lead only where another column is filled',
    before: `create table teams (id integer primary key); create table users (team integer not null references teams, id integer, primary key (team, id));
      create table tokens (id integer primary key, team integer not null, usr integer, foreign key (team, usr) references users);`,
    migration: 'alter table tokens add foreign key (team) references teams',
    old: 'insert into tokens values (1, 7, null)',
    gets: '23503',
    diff: 'unsafe',
    code: 'FK_ADDED',
  },
  {
    name: 'a foreign key on an old column',
    before: FAMILY,
    migration: 'alter table children add foreign key (parent) references parents',
    old: 'insert into children values (1, 7)',
    gets: '23503',
    diff: 'unsafe',
    code: 'FK_ADDED',
  },
  {
    name: 'a foreign key that is not validated',
    before: FAMILY,
    migration: 'alter table children add foreign key (parent) references parents not valid',
    old: 'insert into children values (1, 7)',
    gets: '23503',
    diff: 'unsafe',
    code: 'FK_ADDED',
  },
  {
    name: 'a foreign key that is not enforced',
    before: FAMILY,
    migration: 'alter table children add foreign key (parent) references parents not enforced',
    old: 'insert into children values (1, 7)',
    gets: null,
    diff: 'safe',
    since: 18,
  },
  {
    name: 'a foreign key on a new column that may be NULL',
    before: FAMILY,
    migration: 'alter table children add guardian integer references parents on delete set null',
    old: 'insert into children values (1, 7)',
    gets: null,
    diff: 'safe',
  },
  {
    name: 'a foreign key that no longer deletes with its parent',
    before:
      'create table parents (id integer primary key); create table children (id integer primary key, parent integer references parents on delete cascade); insert into parents values (1); insert into children values (1, 1)',
    migration:
      'alter table children drop constraint children_parent_fkey; alter table children add foreign key (parent) references parents',
    old: 'delete from parents',
    gets: '23503',
    diff: 'caveat',
    code: 'FK_ACTION_CHANGED',
    seenBy: 'the rows of the live database',
  },
  {
    name: 'a new table that keeps rows of an old one from being deleted',
    before: 'create table parents (id integer primary key); insert into parents values (1)',
    migration: 'create table pets (id integer primary key, owner integer references parents)',
    live: 'insert into pets values (1, 1)',
    old: 'delete from parents',
    gets: '23503',
    diff: 'caveat',
    code: 'PARENT_DELETE_RESTRICTED',
    seenBy: 'the rows of the live database',
  },
  {
    name: 'a new table that goes with the rows of an old one',
    before: 'create table parents (id integer primary key); insert into parents values (1)',
    migration: 'create table pets (id integer primary key, owner integer references parents on delete cascade)',
    live: 'insert into pets values (1, 1)',
    old: 'delete from parents',
    gets: null,
    diff: 'safe',
  },
  {
    name: 'a foreign key that is no longer checked at the end',
    before:
      'create table parents (id integer primary key); create table children (id integer primary key, parent integer references parents deferrable initially deferred)',
    migration:
      'alter table children drop constraint children_parent_fkey; alter table children add foreign key (parent) references parents',
    old: 'insert into children values (1, 1); insert into parents values (1)',
    gets: '23503',
    diff: 'caveat',
    code: 'FK_ACTION_CHANGED',
    seenBy: 'the contract',
  },
  {
    name: 'a dropped foreign key',
    before:
      'create table parents (id integer primary key); create table children (id integer primary key, parent integer references parents)',
    migration: 'alter table children drop constraint children_parent_fkey',
    old: 'insert into parents values (1); insert into children values (1, 1)',
    gets: null,
    diff: 'caveat',
    code: 'FK_DROPPED',
  },
];
