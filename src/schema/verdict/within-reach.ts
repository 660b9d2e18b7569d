import { isDeepStrictEqual } from 'node:util';
import type { Catalogue, ForeignKey, Relation } from '../catalogue/catalogue.ts';
import { qualified } from '../diff/named.ts';
import { isView } from '../diff/views.ts';
import type { Statement, Write } from '../parse/parsed.ts';
import type { Walked } from './walk-span.ts';

/** Statements whose effect on other statements shows in the catalogue, or is one on the relations that they name. */
const PLAIN = new Set([
  'CreateStmt',
  'AlterTableStmt',
  'IndexStmt',
  'CreateEnumStmt',
  'AlterEnumStmt',
  'CreateSeqStmt',
  'CommentStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'TransactionStmt',
]);
/** These too, where they are about what a catalogue holds: it has no casts, operators or collations. */
const PLAIN_ABOUT: Readonly<Record<string, RegExp>> = {
  DropStmt: /^drop\s+(?:table|index|view|type|domain|sequence)\s/iu,
  RenameStmt: /^alter\s+(?:table|index|view|type|domain|sequence)\s/iu,
};
const CHANGES_ROWS = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt']);
/** Inheritance shows in no catalogue, and names can be written so that nobody finds them. */
const HIDES = /\binherit|\bu&"/iu;

/**
 * The relations, qualified, on which a statement of the old code may meet what the migrations did: those that changed or were named, those that refer to
 * them or that they refer to, those from which rows cascade there, and all that compute from others. A statement on any other gets the same answer
 * before and after. Null for all relations, where that cannot be told: anybody's function may read anything.
 */
export function withinReach({
  before,
  live,
  below,
  steps,
}: Pick<Walked, 'before' | 'live' | 'below' | 'steps'>): ReadonlySet<string> | null {
  const text = steps.map(({ migration }) => migration.up.sql).join('\n');
  const isPlain = steps.every(
    ({ migration, parsed }) => parsed.kind === 'parsed' && parsed.statements.every((one) => isPlainStatement(one, migration.up.sql)),
  );
  if (!isPlain || HIDES.test(text) || below.some(({ migration }) => HIDES.test(migration.up.sql))) return null;
  if (before.functions.length + live.functions.length > 0 || !isSameElsewhere(before, live)) return null;

  const all = [...before.relations, ...live.relations];
  const changed = grown(seeds(before, live, text), (has) => all.filter((one) => one.partitionOf !== null && has(one)).map(parentOf));
  const writes = steps.flatMap(({ parsed }) => (parsed.kind === 'parsed' ? parsed.statements.flatMap((one) => one.writes) : []));
  if (all.some((one) => changed.has(qualified(one)) && isView(one)) && writes.length > 0) return null;
  if ([before, live].some((one) => isNested(one, changed))) return null;

  // Rows that go take others with them.
  const emptied = grown(changed, (has) =>
    all
      .filter((one) => one.foreignKeys.some((key) => has(key.target) && cascades(key) && writes.some((write) => reaches(write, key))))
      .map(qualified),
  );
  const near = [...emptied, ...all.filter((one) => holdsRowsOf(one, changed) || computes(one)).map(qualified)];
  for (const one of all) {
    for (const { target } of one.foreignKeys) {
      if (emptied.has(qualified(one))) near.push(qualified(target));
      if (emptied.has(qualified(target))) near.push(qualified(one));
    }
  }
  // A statement on what others refer to goes on into them.
  return grown(new Set(near), (has) => [
    ...all.filter(has).flatMap(({ foreignKeys }) => foreignKeys.filter(cascades).map(({ target }) => qualified(target))),
    ...all.filter((one) => one.partitionOf !== null && has(one)).map(parentOf),
  ]);
}

type Named = Pick<Relation, 'schema' | 'name'>;

function isPlainStatement({ node, calls, start, end }: Statement, sql: string): boolean {
  if (CHANGES_ROWS.has(node) && calls.length > 0) return false;
  return PLAIN.has(node) || PLAIN_ABOUT[node]?.test(sql.slice(start, end)) === true;
}

/** Those that differ, and those whose name the migrations say: an index or a row shows in no catalogue. */
function seeds(before: Catalogue, live: Catalogue, text: string): ReadonlySet<string> {
  const now = new Map(live.relations.map((relation) => [relation.oid, relation]));
  const then = new Map(before.relations.map((relation) => [relation.oid, relation]));
  const lower = text.toLowerCase();
  const said = ({ name }: Named): boolean => lower.includes(name.toLowerCase().replaceAll('"', '""'));
  const all = [...before.relations, ...live.relations];
  return new Set(all.filter((one) => said(one) || !isDeepStrictEqual(then.get(one.oid), now.get(one.oid))).map(qualified));
}

/** With what `more` adds to it, until that adds nothing. */
function grown(from: ReadonlySet<string>, more: (has: (one: Named) => boolean) => readonly string[]): ReadonlySet<string> {
  const all = new Set([...from, ...more((one) => from.has(qualified(one)))]);
  return all.size === from.size ? all : grown(all, more);
}

function parentOf({ partitionOf }: Relation): string {
  return partitionOf ?? '';
}

function cascades({ onDelete, onUpdate }: ForeignKey): boolean {
  return [onDelete, onUpdate].some((action) => action !== 'a' && action !== 'r');
}

function reaches({ how, columns }: Write, { target }: ForeignKey): boolean {
  return how === 'delete' || (how === 'update' && columns.some((column) => target.columns.includes(column)));
}

/** In a column of its own, which then has the columns of another relation. */
function holdsRowsOf({ columns }: Pick<Relation, 'columns'>, relations: ReadonlySet<string>): boolean {
  return columns.some(({ type }) => relations.has(elementOf(type)));
}

/** Inside a type, where nobody follows it. */
function isNested({ composites, domains }: Catalogue, relations: ReadonlySet<string>): boolean {
  return composites.some((type) => holdsRowsOf(type, relations)) || domains.some(({ base }) => relations.has(elementOf(base)));
}

function elementOf(type: string): string {
  return type.replaceAll('"', '').replaceAll('[]', '');
}

/** From other relations, by what it says. */
function computes(relation: Relation): boolean {
  return isView(relation) || relation.rules.length + relation.policies.length + relation.triggers.length > 0;
}

/** What is there beside relations may come, but not change or go. */
function isSameElsewhere(before: Catalogue, live: Catalogue): boolean {
  const kinds = ['schemas', 'enums', 'domains', 'composites', 'sequences'] as const;
  return (
    before.searchPath === live.searchPath &&
    isDeepStrictEqual(before.extensions, live.extensions) &&
    kinds.every((kind) => {
      const now = new Map<number, unknown>(live[kind].map((one) => [one.oid, one]));
      return before[kind].every((one) => isDeepStrictEqual(one, now.get(one.oid)));
    })
  );
}
