import { createHash } from 'node:crypto';
import type { History, Migration, Tool } from '../migration.ts';
import type { AppliedRead, AppliedRow } from './read-applied.ts';

/** How the database stands to a history of files. All lists empty: applied as expected. */
export type Applied =
  | {
      readonly kind: 'compared';
      /** Migrations of the files that are not applied, by name. */
      readonly behind: readonly string[];
      /** Applied, and in no file: by name or version, or the checksum where the tool keeps nothing else. */
      readonly ahead: readonly string[];
      /** Applied from a file that had other contents. */
      readonly edited: readonly string[];
      /** Begun and not brought to an end: failed, running, or killed on the way. */
      readonly halfApplied: readonly { readonly name: string; readonly state: 'failed' | 'unfinished' }[];
    }
  | { readonly kind: 'cannot tell'; readonly why: string };

type Known = Extract<History, { kind: 'history' }>;

export function compareApplied(read: AppliedRead, history: Known): Applied {
  if (read.kind === 'cannot tell') return read;
  const rows = newestByKey(history.tool, read.rows);
  if (history.tool === 'golang-migrate') return byHighWater(rows, history);
  return byRow(rows, history);
}

/** golang-migrate keeps one row, of the newest version: everything up to it counts as applied. */
function byHighWater(rows: readonly AppliedRow[], { tool, migrations }: Known): Applied {
  const [row] = rows;
  const newest = row?.key ?? null;
  const isUpTo = (migration: Migration) => newest !== null && BigInt(keyOf(tool, migration)) <= BigInt(newest);
  const named = migrations.find((migration) => keyOf(tool, migration) === newest);
  const half = row?.state === 'failed' && newest !== null ? [{ name: named?.name ?? newest, state: 'failed' as const }] : [];
  return {
    kind: 'compared',
    behind: migrations.filter((migration) => !isUpTo(migration)).map(({ name }) => name),
    ahead: newest !== null && named === undefined ? [newest] : [],
    edited: [],
    halfApplied: half,
  };
}

function byRow(rows: readonly AppliedRow[], { tool, migrations, opaque }: Known): Applied {
  const left = rows.filter(({ state }) => state !== 'undone');
  const take = (migration: Migration): AppliedRow | undefined => {
    const at = left.findIndex((row) => isOf(tool, row, migration));
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const pairs = migrations.map((migration) => ({ migration, row: take(migration) }));
  const edited = pairs.filter(({ migration, row }) => row?.checksum != null && !checksums(tool, migration).includes(row.checksum));
  const behind = pairs.filter(({ row }) => row === undefined).map(({ migration }) => migration.name);
  const programs = new Set(opaque.map(({ file }) => versionOf(file.split('/').at(-1) ?? '')));
  const ahead = left.filter(({ key }) => key === null || !programs.has(versionOf(key)));
  // Drizzle's older table has checksums alone: as many unknown rows as missing files are those files, changed after they were applied.
  const renamed = left.length > 0 && left.length === behind.length && left.every(({ key }) => key === null);
  return {
    kind: 'compared',
    behind: renamed ? [] : behind,
    ahead: renamed ? [] : ahead.map(({ key, checksum }) => key ?? checksum ?? ''),
    edited: [...edited.map(({ migration }) => migration.name), ...(renamed ? behind : [])],
    halfApplied: [
      ...pairs.flatMap(({ migration, row }) => halfOf(migration.name, row)),
      ...ahead.flatMap((row) => halfOf(row.key ?? row.checksum ?? '', row)),
    ],
  };
}

function halfOf(name: string, row: AppliedRow | undefined): { name: string; state: 'failed' | 'unfinished' }[] {
  return row?.state === 'failed' || row?.state === 'unfinished' ? [{ name, state: row.state }] : [];
}

function isOf(tool: Tool, row: AppliedRow, migration: Migration): boolean {
  if (row.key === null) return row.checksum !== null && checksums(tool, migration).includes(row.checksum);
  return keyIn(tool, row.key) === keyOf(tool, migration);
}

/** What the tool calls a migration in its table. */
function keyOf(tool: Tool, { name, file }: Migration): string {
  return tool === 'prisma' || tool === 'drizzle' ? name : keyIn(tool, tool === 'diesel' ? name : (file.split('/').at(-1) ?? name));
}

function keyIn(tool: Tool, key: string): string {
  if (tool === 'prisma' || tool === 'drizzle') return key;
  if (tool === 'diesel') return (key.split('_')[0] ?? '').replaceAll('-', '');
  return tool === 'supabase' ? (/^\d+/.exec(key)?.[0] ?? key) : versionOf(key);
}

/** `0012_name.sql` and `12` are one version. */
function versionOf(name: string): string {
  const digits = /^\d+/.exec(name)?.[0];
  return digits === undefined ? name : String(BigInt(digits));
}

/** goose writes a row for every step up and down; of one version the last counts, and the zeroth is no file. */
function newestByKey(tool: Tool, rows: readonly AppliedRow[]): AppliedRow[] {
  if (tool === 'drizzle') return [...rows];
  const real = tool === 'goose' ? rows.filter(({ key }) => key !== '0') : rows;
  return [...new Map(real.map((row) => [row.key, row])).values()];
}

/** Of the file as it may have been applied: line ends differ between machines, and a byte order mark is left out of `sql`. */
function checksums(tool: Tool, { up }: Migration): string[] {
  const algorithm = tool === 'sqlx' ? 'sha384' : 'sha256';
  const unix = up.sql.replaceAll('\r\n', '\n');
  const texts = [up.sql, unix, unix.replaceAll('\n', '\r\n')].flatMap((text) => [text, `\uFEFF${text}`]);
  return texts.map((text) => createHash(algorithm).update(text).digest('hex'));
}
