import type { Catalogue, Relation } from './catalogue.ts';
import type { Changes, Stale, There } from './changes.ts';

/**
 * The catalogue that a full read would give, with everything unchanged taken over as it is. Null where that is not certain: a name changed that others
 * may show, or a relation is there of which nothing is known.
 *
 * @param fresh all that `staleParts` asked for
 * @param there null where nothing was dropped
 */
export function mergeCatalogue(
  previous: Catalogue,
  { classes }: Changes,
  stale: Stale,
  fresh: Partial<Catalogue>,
  there: There | null,
): Catalogue | null {
  const old = new Map(previous.relations.map((relation) => [relation.oid, relation]));
  const read = new Map((fresh.relations ?? []).map((relation) => [relation.oid, relation]));
  // What was read again and is not there any more has become something that is no part of a catalogue, or was none before.
  if (stale.relations.some((oid) => old.has(oid) && !read.has(oid)) || stale.parts.some((part) => fresh[part] === undefined)) return null;
  if (stale.dropped && there === null) return null;
  if ([...read].some(([oid, now]) => !keepsNames(old.get(oid), now))) return null;
  const stillThere = there === null ? (relation: Relation) => relation : partsOf(there);
  const relations = classes.relations.flatMap((oid) => {
    const known = old.get(oid);
    return read.get(oid) ?? (known && stillThere(known)) ?? [];
  });
  return { ...previous, ...fresh, relations: relations.sort(byName) };
}

/** Views, triggers, keys and defaults elsewhere show these names. */
function keepsNames(old: Relation | undefined, now: Relation): boolean {
  if (old === undefined) return true;
  const names = new Map(now.columns.map(({ num, name }) => [num, name]));
  return old.schema === now.schema && old.name === now.name && old.columns.every(({ num, name }) => (names.get(num) ?? name) === name);
}

/** Without the parts that were dropped; the very same object where none was. */
function partsOf(there: There): (relation: Relation) => Relation {
  const sets = {
    indexes: new Set(there.indexes),
    constraints: new Set(there.constraints),
    triggers: new Set(there.triggers),
    rules: new Set(there.rules),
    policies: new Set(there.policies),
  };
  return (relation) => {
    const kept = {
      uniques: relation.uniques.filter(({ oid }) => sets.indexes.has(oid)),
      checks: relation.checks.filter(({ oid }) => sets.constraints.has(oid)),
      foreignKeys: relation.foreignKeys.filter(({ oid }) => sets.constraints.has(oid)),
      exclusions: relation.exclusions.filter(({ oid }) => sets.constraints.has(oid)),
      triggers: relation.triggers.filter(({ oid }) => sets.triggers.has(oid)),
      rules: relation.rules.filter(({ oid }) => sets.rules.has(oid)),
      policies: relation.policies.filter(({ oid }) => sets.policies.has(oid)),
    };
    const parts = Object.keys(kept) as (keyof typeof kept)[];
    return parts.every((part) => kept[part].length === relation[part].length) ? relation : { ...relation, ...kept };
  };
}

/** By schema, then name, in the order of their bytes: the order of the type `name`. */
function byName(one: Relation, other: Relation): number {
  return compare(one.schema, other.schema) || compare(one.name, other.name);
}

function compare(one: string, other: string): number {
  return one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));
}
