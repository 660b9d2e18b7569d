import type { Environment, Mode } from '#domain/service.ts';

/** Times are milliseconds since the epoch; JSON is opaque text: what is queried has a column of its own. */
export interface Tables {
  incidents: IncidentRow;
  inbox: InboxRow;
  journal: JournalRow;
  effects: EffectRow;
  timers: TimerRow;
  schedules: ScheduleRow;
  schema_report: SchemaReportRow;
  store_clock: StoreClockRow;
  migrations: MigrationRow;
}

export interface IncidentRow {
  id: string;
  /** The delivery that opened it: the same delivery again opens nothing. */
  opened_key: string;
  service: string;
  environment: Environment;
  mode: Mode;
  status: 'open' | 'closed';
  rev: number;
  turn: number;
  machine_version: string;
  snapshot: string;
  channel: string;
  thread_ts: string | null;
  opened_at: number;
  closed_at: number | null;
  /** Number and hash of the newest journal entry: a journal cut short is noticed. */
  journal_seq: number;
  journal_hash: string;
  /** Why its journal cannot be believed: nothing is appended to it any more. */
  journal_broken: string | null;
}

export interface InboxRow {
  incident: string;
  key: string;
  at: number;
}

export interface JournalRow {
  incident: string;
  seq: number;
  at: number;
  kind: JournalKind;
  type: string;
  by: string;
  rev: number;
  payload: string;
  prev: string;
  hash: string;
}

/**
 * `event`: the machine took it. `dropped`: it came too late and changed nothing.
 * `effect`: the outcome of an effect was recorded. `opened`: the first entry.
 */
export type JournalKind = 'opened' | 'event' | 'dropped' | 'effect';

export interface EffectRow {
  id: string;
  /** Null for what a schedule asked for outside any incident. */
  incident: string | null;
  kind: string;
  resource: string | null;
  /** Rises with each effect planned: effects of one resource start in this order. */
  ticket: number;
  input: string;
  state: EffectState;
  /** Sends begun. */
  attempt: number;
  /** Reads begun since the last send, to learn whether that send landed; of an effect that may simply be repeated, how often it was begun anew. */
  looks: number;
  /** Rises with each claim: only the newest owner may record an outcome. */
  epoch: number;
  owner: string | null;
  /** When someone may take it: planned, its start; started, the end of the lease; ambiguous, null until a person asks to look again. */
  due_at: number | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
  result: string | null;
  why: string | null;
}

export type EffectState = 'planned' | 'started' | 'done' | 'failed' | 'ambiguous' | 'cancelled';

export interface TimerRow {
  incident: string;
  name: string;
  fire_at: number;
  event: string;
}

export interface ScheduleRow {
  id: string;
  cron: string;
  tz: string;
  /** The occurrence that has not been said yet. */
  next_at: number;
  /** The occurrence said last. */
  said: number | null;
  /** Overrides when the next one is said. */
  postponed_until: number | null;
}

/** One per way back: the newest report on it. */
export interface SchemaReportRow {
  service: string;
  from_commit: string;
  to_commit: string;
  /** Of the shape of `report`. */
  version: number;
  question: string;
  report: string;
  computed_at: number;
}

/** Of an SQLite store, one row; PostgreSQL has a clock of its own. */
export interface StoreClockRow {
  id: number;
  /** Which start of the machine `ahead` belongs to. */
  boot: string | null;
  /** What is added to the machine's monotonic clock. */
  ahead: number;
  /** The store's time was at least this. */
  reached: number;
}

export interface MigrationRow {
  id: number;
  name: string;
  applied_at: number;
}
