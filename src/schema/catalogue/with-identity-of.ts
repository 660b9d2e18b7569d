import type { Catalogue, Check, Column, ForeignKey, Relation, Unique } from './catalogue.ts';

interface Identified {
  oid: number;
  schema?: string;
  name: string;
}

/**
 * `catalogue` with the identifiers of `reference`, object by object with the same name; objects that only it has get numbers of their own.
 * For comparing two databases: a rename then shows as a drop and an addition, because nothing says that it was one.
 */
export function withIdentityOf(reference: Catalogue, catalogue: Catalogue): Catalogue {
  const fresh = { next: -1 };
  const adopt = <T extends Identified>(from: readonly Identified[], objects: readonly T[]): T[] => {
    const known = new Map(from.map((object) => [`${object.schema ?? ''}.${object.name}`, object.oid]));
    return objects.map((object) => ({ ...object, oid: known.get(`${object.schema ?? ''}.${object.name}`) ?? fresh.next-- }));
  };
  const relations = adopt(reference.relations, catalogue.relations);
  const byName = new Map(relations.map((relation) => [`${relation.schema}.${relation.name}`, relation.oid]));
  const known = new Map(reference.relations.map((relation) => [`${relation.schema}.${relation.name}`, relation]));
  return {
    ...catalogue,
    schemas: adopt(reference.schemas, catalogue.schemas),
    relations: relations.map((relation) => adoptParts(known.get(`${relation.schema}.${relation.name}`), relation, adopt, byName)),
    functions: catalogue.functions.map((routine) => ({ ...routine, oid: fresh.next-- })),
    enums: adopt(reference.enums, catalogue.enums),
    domains: adopt(reference.domains, catalogue.domains),
    composites: adopt(reference.composites, catalogue.composites),
    sequences: adopt(reference.sequences, catalogue.sequences),
  };
}

type Adopt = <T extends Identified>(from: readonly Identified[], objects: readonly T[]) => T[];

/** Constraints and indexes are told apart by what they say, so theirs only must not collide by chance. */
function adoptParts(reference: Relation | undefined, relation: Relation, adopt: Adopt, byName: ReadonlyMap<string, number>): Relation {
  const columns = adoptColumns(reference?.columns ?? [], relation.columns);
  const renumber = (num: number) => columns.get(num) ?? 0;
  const uniqueOf = (unique: Unique): Unique => ({ ...unique, keys: unique.keys.map((key) => ({ ...key, num: renumber(key.num) })) });
  const checkOf = (check: Check): Check => ({ ...check, columns: check.columns.map(renumber) });
  const keyOf = (key: ForeignKey): ForeignKey => {
    const target = { ...key.target, oid: byName.get(`${key.target.schema}.${key.target.name}`) ?? 0 };
    return { ...key, columns: key.columns.map(renumber), target };
  };
  return {
    ...relation,
    columns: relation.columns.map((column) => ({ ...column, num: renumber(column.num), typeOid: -column.typeOid })),
    uniques: adopt([], relation.uniques).map(uniqueOf),
    checks: adopt([], relation.checks).map(checkOf),
    foreignKeys: adopt([], relation.foreignKeys).map(keyOf),
    exclusions: adopt([], relation.exclusions),
  };
}

function adoptColumns(reference: readonly Column[], columns: readonly Column[]): Map<number, number> {
  const known = new Map(reference.map((column) => [column.name, column.num]));
  let next = Math.max(0, ...known.values()) + 1;
  return new Map(columns.map((column) => [column.num, known.get(column.name) ?? next++]));
}
