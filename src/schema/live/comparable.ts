import type { Catalogue } from '../catalogue/catalogue.ts';

/** What the platform brings along; the scratch database has only stand-ins for it. */
const PLATFORM_SCHEMAS = new Set(
  'auth storage realtime _realtime vault extensions graphql graphql_public net cron supabase_functions pgbouncer pgsodium _analytics'.split(
    ' ',
  ),
);

/**
 * The part of a catalogue that can be held against another database: objects in `schemas`, without owners and privileges, because roles
 * differ, and without single partitions, which jobs add and drop.
 */
export function comparable(catalogue: Catalogue, schemas: ReadonlySet<string>): Catalogue {
  const within = <T extends { readonly schema: string }>(objects: readonly T[]): T[] => objects.filter(({ schema }) => schemas.has(schema));
  return {
    ...catalogue,
    schemas: withoutGrants(catalogue.schemas.filter(({ name }) => schemas.has(name))),
    relations: withoutGrants(within(catalogue.relations).filter(({ partitionOf }) => partitionOf === null)),
    functions: withoutGrants(within(catalogue.functions)),
    enums: within(catalogue.enums),
    domains: within(catalogue.domains),
    composites: within(catalogue.composites),
    sequences: withoutGrants(within(catalogue.sequences)),
    publications: catalogue.publications.filter(({ table }) => schemas.has(table.slice(0, table.indexOf('.')))),
  };
}

function withoutGrants<T extends { readonly grants: readonly unknown[] }>(objects: readonly T[]): T[] {
  return objects.map((object) => ({ ...object, grants: [] }));
}

/** The schemas that migration files build. What lives elsewhere in a database is none of their business. */
export function schemasOf(replayed: Catalogue): Set<string> {
  return new Set(replayed.schemas.map(({ name }) => name).filter((name) => !PLATFORM_SCHEMAS.has(name)));
}
