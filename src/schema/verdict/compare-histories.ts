import type { History, Migration } from '../migration.ts';

type Readable = Extract<History, { kind: 'history' }>;

/** What lies between the migrations of two commits, by name and text. */
export interface Span {
  /** Only at the later commit, in its order: the database has them on top of the earlier one's. */
  readonly added: readonly Migration[];
  /** At both, with another text: which of the two ran on the database cannot be told. */
  readonly edited: readonly Migration[];
  /** Only at the earlier commit. Its effect is still in the database. */
  readonly removed: readonly Migration[];
  /** Of the added ones, those that the tool orders before one that the earlier commit already had. */
  readonly outOfOrder: readonly Migration[];
}

export function compareHistories(before: Readable, live: Readable): Span {
  const old = new Map(before.migrations.map((migration) => [migration.name, migration]));
  const now = new Map(live.migrations.map((migration) => [migration.name, migration]));
  const added = live.migrations.filter(({ name }) => !old.has(name));
  const lastKnown = live.migrations.findLastIndex(({ name }) => old.has(name));
  return {
    added,
    edited: live.migrations.filter((migration) => differs(old.get(migration.name), migration)),
    removed: before.migrations.filter(({ name }) => !now.has(name)),
    outOfOrder: live.migrations.slice(0, lastKnown + 1).filter(({ name }) => !old.has(name)),
  };
}

function differs(old: Migration | undefined, now: Migration): boolean {
  return old !== undefined && withoutLineEnds(old.up.sql) !== withoutLineEnds(now.up.sql);
}

/** A checkout with other line ends is no edit. */
function withoutLineEnds(sql: string): string {
  return sql.replaceAll('\r\n', '\n').trimEnd();
}
