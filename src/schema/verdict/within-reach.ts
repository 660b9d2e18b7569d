import { isDeepStrictEqual } from 'node:util';
import type { Catalogue, Relation } from '../catalogue/catalogue.ts';
import { qualified } from '../diff/named.ts';
import { isView } from '../diff/views.ts';
import type { Statement } from '../parse/parsed.ts';
import type { Walked } from './walk-span.ts';

/** Statements whose whole effect on other statements shows in the catalogue, in the relations that they are about. */
const PLAIN = new Set([
  'CreateStmt',
  'AlterTableStmt',
  'DropStmt',
  'RenameStmt',
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

/**
 * The relations, qualified, on which a statement of the old code may meet what the migrations did: those that changed, those that refer to them or that
 * they refer to, and all that compute from others. A statement on any other gets the same answer before and after. Null for all relations, where that
 * cannot be told: anybody's function may read anything.
 */
export function withinReach({ before, live, steps }: Pick<Walked, 'before' | 'live' | 'steps'>): ReadonlySet<string> | null {
  const isPlain = steps.every(({ parsed }) => parsed.kind === 'parsed' && parsed.statements.every(isPlainStatement));
  if (!isPlain || before.functions.length + live.functions.length > 0 || !isSameElsewhere(before, live)) return null;

  const now = new Map(live.relations.map((relation) => [relation.oid, relation]));
  const then = new Map(before.relations.map((relation) => [relation.oid, relation]));
  const all = [...before.relations, ...live.relations];
  const changed = new Set(all.filter(({ oid }) => !isDeepStrictEqual(then.get(oid), now.get(oid))).map(({ oid }) => oid));
  const near = new Set(changed);
  for (const { oid, foreignKeys } of all) {
    for (const { target } of foreignKeys) {
      if (changed.has(oid)) near.add(target.oid);
      if (changed.has(target.oid)) near.add(oid);
    }
  }
  const parts = new Set(all.filter(({ oid }) => near.has(oid)).flatMap(({ partitionOf }) => partitionOf ?? []));
  return new Set(all.filter((relation) => near.has(relation.oid) || computes(relation) || parts.has(qualified(relation))).map(qualified));
}

function isPlainStatement({ node, calls }: Statement): boolean {
  return PLAIN.has(node) && (calls.length === 0 || node !== 'InsertStmt');
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
