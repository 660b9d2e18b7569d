import type { FileTree, History, Migration, Opaque } from '../migration.ts';

type Readable = Extract<History, { kind: 'history' }>;

export interface Histories {
  readonly before: Readable;
  readonly live: Readable;
  /** The files of the migrations' folder at each commit. */
  readonly oldTree: FileTree;
  readonly tree: FileTree;
}

/** What lies between the migrations of two commits, by name and text. */
export interface Span {
  /** Only at the later commit, in its order: the database has them on top of the earlier one's. */
  readonly added: readonly Migration[];
  /** At both, with another text: which of the two ran on the database cannot be told. */
  readonly edited: readonly Migration[];
  /** Only at the earlier commit. Its effect is still in the database. */
  readonly removed: readonly Migration[];
  /** Of the added ones, those that come too late to be run in the order of the files. */
  readonly outOfOrder: readonly Migration[];
  /** Added or edited, and no replay can run them. */
  readonly opaque: readonly Opaque[];
}

export function compareHistories({ before, live, oldTree, tree }: Histories): Span {
  const old = new Map(before.migrations.map((migration) => [migration.name, migration]));
  const now = new Map(live.migrations.map((migration) => [migration.name, migration]));
  const isAgain = (migration: Migration): boolean => migration.repeatable === true && differs(old.get(migration.name), migration);
  const added = live.migrations.filter((migration) => !old.has(migration.name) || isAgain(migration));
  const known = new Map(before.opaque.map(({ file, text }) => [file, text ?? oldTree.get(file)]));
  return {
    added,
    edited: live.migrations.filter((migration) => !isAgain(migration) && differs(old.get(migration.name), migration)),
    removed: before.migrations.filter(({ name }) => !now.has(name)),
    outOfOrder: late(live.migrations, (name) => old.has(name)),
    opaque: live.opaque.filter(({ file, text }) => !known.has(file) || known.get(file) !== (text ?? tree.get(file))),
  };
}

/** By its own time where the tool has one for each, otherwise by its place before one that was there already. */
function late(migrations: readonly Migration[], isKnown: (name: string) => boolean): Migration[] {
  const newest = Math.max(...migrations.filter(({ name }) => isKnown(name)).map(({ when }) => when ?? Number.NaN));
  const lastKnown = migrations.findLastIndex(({ name }) => isKnown(name));
  return migrations.filter(({ name, when }, at) => {
    if (isKnown(name) || lastKnown < 0) return false;
    return when === undefined || Number.isNaN(newest) ? at < lastKnown : when <= newest;
  });
}

function differs(old: Migration | undefined, now: Migration): boolean {
  return old !== undefined && withoutLineEnds(old.up.sql) !== withoutLineEnds(now.up.sql);
}

/** A checkout with other line ends is no edit. */
function withoutLineEnds(sql: string): string {
  return sql.replaceAll('\r\n', '\n').trimEnd();
}
