import type { Dialect } from './dialect.ts';

export interface Migration {
  readonly id: number;
  readonly name: string;
  /** One statement each. A released migration never changes. */
  statements(dialect: Dialect): readonly string[];
}

export const MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    name: 'ledger',
    statements: (dialect) => [
      `create table incidents (
        id text primary key,
        opened_key text not null unique,
        service text not null,
        environment text not null check (environment in ('development', 'staging', 'production')),
        mode text not null check (mode in ('live', 'drill')),
        status text not null check (status in ('open', 'closed')),
        rev bigint not null,
        turn bigint not null,
        machine_version text not null,
        snapshot text not null,
        channel text not null,
        thread_ts text,
        opened_at bigint not null,
        closed_at bigint,
        journal_seq bigint not null,
        journal_hash text not null
      )`,
      `create unique index one_open_incident on incidents (service, environment, mode) where status = 'open'`,
      `create table inbox (
        incident text not null,
        key text not null,
        at bigint not null,
        primary key (incident, key)
      )`,
      `create table journal (
        incident text not null,
        seq bigint not null,
        at bigint not null,
        kind text not null check (kind in ('opened', 'event', 'dropped', 'effect')),
        type text not null,
        by text not null,
        rev bigint not null,
        payload text not null,
        prev text not null,
        hash text not null,
        primary key (incident, seq)
      )`,
      ...dialect.refuseChanges('journal'),
      `create table effects (
        id text primary key,
        incident text,
        kind text not null,
        resource text,
        ticket bigint not null,
        input text not null,
        state text not null check (state in ('planned', 'started', 'done', 'failed', 'ambiguous', 'cancelled')),
        attempt bigint not null,
        looks bigint not null,
        epoch bigint not null,
        owner text,
        due_at bigint,
        created_at bigint not null,
        started_at bigint,
        finished_at bigint,
        result text,
        why text
      )`,
      `create index effects_due on effects (due_at) where due_at is not null`,
      `create index effects_of_incident on effects (incident)`,
      `create index effects_in_order on effects (ticket)`,
      `create index effects_of_resource on effects (resource, state)`,
      `create unique index one_started_per_resource on effects (resource) where state = 'started'`,
      `create table timers (
        incident text not null,
        name text not null,
        fire_at bigint not null,
        event text not null,
        primary key (incident, name)
      )`,
      `create index timers_due on timers (fire_at)`,
      `create table schedules (
        id text primary key,
        cron text not null,
        tz text not null,
        next_at bigint not null,
        said bigint,
        postponed_until bigint
      )`,
    ],
  },
  {
    id: 2,
    name: 'schema reports',
    statements: () => [
      `create table schema_report (
        service text not null,
        from_commit text not null,
        to_commit text not null,
        version bigint not null,
        question text not null,
        report text not null,
        computed_at bigint not null,
        primary key (service, from_commit, to_commit)
      )`,
    ],
  },
  {
    id: 3,
    name: 'a bad night',
    statements: (dialect) => [
      ...dialect.refuseReplacing('journal', ['incident', 'seq']),
      `alter table incidents add column journal_broken text`,
      `drop index effects_due`,
      `create index effects_due on effects (kind, due_at, ticket) where due_at is not null`,
      `drop index effects_of_resource`,
      `create index effects_of_resource on effects (resource, state, ticket)`,
      `create index effects_parked on effects (resource, ticket) where state = 'planned' and due_at is null`,
      `create table store_clock (id bigint primary key check (id = 1), boot text, ahead bigint not null, reached bigint not null)`,
      `create index newest_incidents on incidents (opened_at, id)`,
      `create index newest_incidents_of_service on incidents (service, opened_at, id)`,
      `create index open_incidents on incidents (opened_at, id) where status = 'open'`,
    ],
  },
];
